using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using HydraBot.Memory.Archive;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Vectors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Memory;

/// <summary>Memory's section of the status, and its line in <c>GET /health</c>: how much there is, and what finds it.</summary>
internal sealed class MemoryStatus(Memories memories, VectorShelf shelf, EmbeddingRows rows, ArchiveRows archive, Neo4jGraph graph) : IStatusSource, IHealthCheck
{
    public string Name => "Memory";

    public int Order => 46;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var archived = await archive.CountAsync(cancellationToken);
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{memories.Count + archived:N0} memories{(archived > 0 ? $", {archived:N0} of them archived" : "")}") };
        var figures = new Dictionary<string, double> { ["memories"] = memories.Count + archived, ["archived"] = archived };
        if (shelf.Used is { } used)
        {
            var (made, all) = await rows.ProgressAsync(used.Model.Identity, cancellationToken);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Found by words and by `{used.Model.Source.Name}` ({made:N0} of {all:N0})"));
            (figures["embedded"], figures["embeddable"]) = (made, all);
        }
        else
        {
            lines.Add("Found by words and their built-in vectors");
        }

        if (shelf.Made is { } next)
        {
            var (made, all) = await rows.ProgressAsync(next.Model.Identity, cancellationToken);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Changing to `{next.Model.Source.Name}`: {made:N0} of {all:N0}"));
            (figures["reembedded"], figures["embeddable"]) = (made, all);
        }

        if (graph.IsSet)
            lines.Add(graph.IsWhole ? "Relations in Neo4j" : "Relations in the tables; Neo4j is brought up to them");
        string[] problems = [.. Problems];
        lines.AddRange(problems.Select(problem => $"⚠️ {(problem.Length > 300 ? problem[..300] : problem)}"));
        return new StatusSection(problems.Length == 0 ? CardSeverity.Good : CardSeverity.Warning, string.Join('\n', lines))
        {
            Concerns = [.. shelf.Problem is null ? Array.Empty<string>() : ["Memory is searched without all of its vectors."], .. graph.Problem is null ? Array.Empty<string>() : ["Neo4j does not answer; the tables do."]],
            Figures = figures,
        };
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(string.Join(' ', Problems) is { Length: > 0 } problems ? HealthCheckResult.Degraded(problems) : HealthCheckResult.Healthy());

    private IEnumerable<string> Problems => new[] { shelf.Problem, graph.Problem }.OfType<string>();
}
