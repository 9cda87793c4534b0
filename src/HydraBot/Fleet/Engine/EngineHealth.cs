using HydraBot.Governance.Operations;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Fleet.Engine;

/// <summary>The check <c>docker</c>: the container engine answers. Without one the rest of the house works.</summary>
internal sealed class EngineHealth(IContainerEngine engine) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var containers = await engine.ListAsync(cancellationToken);
            var running = containers.Count(container => container.State == ContainerState.Running);
            return HealthCheckResult.Healthy($"{running} of {containers.Count} containers run at {engine.Address}");
        }
        catch (OperationException unreachable)
        {
            return HealthCheckResult.Degraded(unreachable.Message);
        }
    }
}
