using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Law;

/// <summary>The check <c>audit</c>: the chain can be read, and the house is not stopped.</summary>
internal sealed class LawHealth(IAuditLog audit, EmergencyStop stop) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var length = await audit.TailAsync(1, cancellationToken) is [var newest, ..] ? newest.Sequence : 0;
        return stop.State is { Stopped: true } state
            ? HealthCheckResult.Degraded($"The emergency stop is pulled by {state.By}: {state.Reason}")
            : HealthCheckResult.Healthy($"{length} entries");
    }
}
