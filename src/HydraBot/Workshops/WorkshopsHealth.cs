using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Workshops;

/// <summary>The check <c>workshops</c>: every workshop that somebody set answers.</summary>
internal sealed class WorkshopsHealth(WorkshopRounds rounds) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var states = await rounds.LookAsync(patience.Token);
        var silent = states.Where(state => !state.Answers).ToArray();
        return silent.Length > 0
            ? HealthCheckResult.Degraded(string.Join(" ", silent.Select(state => state.Detail)))
            : HealthCheckResult.Healthy(states.Count == 0 ? "None is set up" : $"{string.Join(", ", states.Select(state => state.Name))}: well");
    }
}
