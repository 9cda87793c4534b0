using System.ComponentModel;
using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Resilience;
using HydraBot.Inference.Shadows;
using HydraBot.Inference.Usage;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Status;

/// <summary>Shows how the language models are.</summary>
internal sealed class StatusOperation(EndpointDirectory directory, HealthBook health, EndpointQueues queues, UsageLedger ledger, ShadowBook shadows, IOptions<InferenceOptions> options)
{
    [Operation("inference.status", Toolset = "inference")]
    [Description("Language model endpoints with health, latency, first token, tokens per second and use of today")]
    public async Task<OperationResult<InferenceStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        var figures = health.Figures();
        var probes = await directory.ProbeAsync(cancellationToken);
        var status = new InferenceStatus(
            JsonName(options.Value.Routing.Policy),
            [.. probes.Where(probe => probe.Answers || probe.Endpoint.IsConfigured).Select(probe => View(probe, figures))],
            [.. ledger.Today().OrderByDescending(pair => pair.Value.Tokens).Select(pair => new UseView(pair.Key, pair.Value.Requests, pair.Value.Tokens, pair.Value.Cost))],
            shadows.Read());
        return OperationResult.Of(status, Draw(status));
    }

    private EndpointView View(EndpointProbe probe, IReadOnlyList<BackendFigures> figures) => new(
        probe.Endpoint.Name, probe.Endpoint.Url.ToString(), JsonName(probe.Endpoint.Protocol), probe.Answers, Math.Round(probe.Latency.TotalMilliseconds, 2), probe.Trouble,
        probe.Models, queues.Of(probe.Endpoint).Waiting, [.. figures.Where(one => one.Endpoint == probe.Endpoint.Name)]);

    private static string JsonName<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static Card Draw(InferenceStatus status) => new()
    {
        Title = "Language models",
        Severity = status.Endpoints.Any(endpoint => !endpoint.Healthy) ? CardSeverity.Warning : status.Endpoints.Count == 0 ? CardSeverity.Neutral : CardSeverity.Good,
        Text = status.Endpoints.Count == 0 ? "No endpoint is set, and none was found on this machine." : null,
        Fields = [.. status.Endpoints.Take(20).Select(endpoint => new CardField($"{(endpoint.Healthy ? "🟢" : "🔴")} {endpoint.Name}", Text(endpoint))), .. Use(status), .. Shadows(status)],
    };

    private static IEnumerable<CardField> Use(InferenceStatus status) => status.Today.Count == 0
        ? []
        : [new CardField("Today", string.Join('\n', status.Today.Take(8).Select(use => string.Create(CultureInfo.InvariantCulture, $"`{use.Scope}`: {use.Requests} requests, {use.Tokens} tokens{(use.Dollars > 0 ? $", ${use.Dollars:0.####}" : "")}"))))];

    private static IEnumerable<CardField> Shadows(InferenceStatus status) => status.Shadows.Count == 0
        ? []
        : [new CardField("Shadow", string.Join('\n', status.Shadows.Take(4).Select(shadow => shadow.Line())))];

    private static string Text(EndpointView endpoint)
    {
        if (!endpoint.Healthy)
            return endpoint.Trouble ?? "It does not answer.";
        var lines = endpoint.Backends.Take(6).Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"`{one.Model}`: {one.State}, first byte {one.FirstByteMs:0} ms, {one.TokensPerSecond:0} tokens/s, {one.Requests} requests, {one.Failures} failed"));
        return string.Join('\n', lines.Prepend($"{endpoint.Models.Count} {(endpoint.Models.Count == 1 ? "model" : "models")}, {endpoint.LatencyMs.ToString("0", CultureInfo.InvariantCulture)} ms"));
    }
}
