using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Inference.Endpoints;

/// <summary>The check <c>inference</c>: every endpoint that somebody set answers.</summary>
internal sealed class EndpointHealth(EndpointDirectory directory) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var probes = await directory.GlanceAsync(patience.Token);
        var answering = probes.Count(probe => probe.Answers);
        var missing = probes.Where(probe => !probe.Answers && probe.Endpoint.IsConfigured).ToArray();
        if (missing.Length > 0)
            return HealthCheckResult.Degraded(string.Join(" ", missing.Select(probe => $"{probe.Endpoint.Name} does not answer: {probe.Trouble}.")));
        return HealthCheckResult.Healthy(answering == 0 ? "No language model is set, and none was found on this machine" : $"{answering} answer");
    }
}
