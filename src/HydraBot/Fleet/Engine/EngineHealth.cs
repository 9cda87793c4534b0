using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Fleet.Engine;

/// <summary>The check <c>docker</c>: the container engine answers. Without one the rest of the house works.</summary>
internal sealed class EngineHealth(IContainerEngine engine) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var sight = await engine.SeeAsync(null, cancellationToken);
        if (sight.Silent.Count > 0)
            return HealthCheckResult.Degraded(sight.Gaps);
        var running = sight.Containers.Count(container => container.State == ContainerState.Running);
        return HealthCheckResult.Healthy($"{running} of {sight.Containers.Count} containers run at {engine.Address}");
    }
}
