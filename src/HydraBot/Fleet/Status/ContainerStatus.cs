using System.Text;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Status;

/// <summary>The containers' section of the status: counts, and those that need somebody first.</summary>
internal sealed class ContainerStatus(IContainerEngine engine, IOptions<FleetOptions> options) : IStatusSource
{
    /// <summary>More names than this do not help on a phone.</summary>
    private const int MostNames = 8;

    private const double PartOfTime = 0.75;

    public string Name => "Containers";

    public int Order => 20;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        // One host that hangs must not use up the time of the others.
        var sight = await engine.SeeAsync(options.Value.StatusTimeout * PartOfTime, cancellationToken);
        if (sight.IsBlind)
        {
            // A desk without Docker is a state of the house, not a failure of the status.
            return new StatusSection(CardSeverity.Warning, sight.Gaps) { Concerns = ["No container engine answers."] };
        }

        var containers = sight.Containers;
        var attention = containers.Where(container => container.NeedsAttention).OrderBy(container => container.Name, StringComparer.Ordinal).ToArray();
        var well = sight.Silent.Count > 0 ? CardSeverity.Warning : CardSeverity.Good;
        return new StatusSection(attention.Length > 0 ? CardSeverity.Bad : well, Text(sight, attention))
        {
            Concerns = [.. sight.Silent.Select(silent => $"The engine of {silent.Name} does not answer."), .. attention.Take(MostNames).Select(Concern)],
            Figures = new Dictionary<string, double>
            {
                ["total"] = containers.Count,
                ["running"] = containers.Count(container => container.State == ContainerState.Running),
                ["healthy"] = containers.Count(container => container.Health == ContainerHealth.Healthy),
                ["unhealthy"] = containers.Count(container => container.Health == ContainerHealth.Unhealthy),
                ["starting"] = containers.Count(container => container.Health == ContainerHealth.Starting),
                ["restarting"] = containers.Count(container => container.State == ContainerState.Restarting),
                ["stopped"] = containers.Count(container => !container.IsUp && container.State != ContainerState.Restarting),
            },
        };
    }

    private static string Text(FleetSight sight, Container[] attention)
    {
        var containers = sight.Containers;
        var text = new StringBuilder();
        if (sight.Silent.Count > 0)
            text.AppendLine(sight.Gaps);
        if (containers.Count == 0)
            return text.Append("None.").ToString();
        foreach (var container in attention.Take(MostNames))
            text.AppendLine(ContainerLine.Short(container));
        if (attention.Length > MostNames)
            text.Append("and ").Append(attention.Length - MostNames).AppendLine(" more that need somebody");
        return text.AppendJoin(", ", Counts(containers)).ToString();
    }

    private static IEnumerable<string> Counts(IReadOnlyList<Container> containers)
    {
        yield return $"{containers.Count(container => container.State == ContainerState.Running)} of {containers.Count} running";
        if (containers.Select(container => container.Host).Distinct().Count() is > 1 and var hosts)
            yield return $"on {hosts} hosts";
        foreach (var (health, word) in new[] { (ContainerHealth.Healthy, "healthy"), (ContainerHealth.Starting, "starting") })
        {
            if (containers.Count(container => container.Health == health) is > 0 and var count)
                yield return $"{count} {word}";
        }

        if (containers.Count(container => container is { State: ContainerState.Running, Health: ContainerHealth.None }) is > 0 and var unchecked_)
            yield return $"{unchecked_} without a healthcheck";
    }

    private static string Concern(Container container) => container.Health == ContainerHealth.Unhealthy
        ? $"Container `{container.Name}` is unhealthy."
        : $"Container `{container.Name}` is {container.State.ToString().ToLowerInvariant()}.";
}
