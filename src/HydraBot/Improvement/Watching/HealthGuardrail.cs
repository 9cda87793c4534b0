using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Improvement.Watching;

/// <summary>The house's own health: what <c>GET /health</c> tells.</summary>
internal sealed class HealthGuardrail(HealthCheckService checks) : IGuardrail
{
    public string Name => "health";

    public async Task<string?> BrokenAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(cancellationToken);
        if (report.Status != HealthStatus.Unhealthy)
            return null;
        var broken = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy).Select(entry => entry.Key);
        return $"the house is unhealthy ({string.Join(", ", broken)})";
    }
}
