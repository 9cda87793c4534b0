using HydraBot.Discord;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Doors.Chat;

/// <summary>The bot's own connection: healthy once events arrive, degraded while it comes back, unhealthy when Discord turned it away.</summary>
internal sealed class ChatHealth(ChatClient chat, ChatConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = chat.Client.State;
        return Task.FromResult((connection.Fault, state.Status) switch
        {
            ({ } fault, _) => HealthCheckResult.Unhealthy(fault),
            (_, ConnectionStatus.Ready) => HealthCheckResult.Healthy(
                $"ready since {state.Since:O}, sequence {state.LastSequence}, heartbeat {state.HeartbeatLatency?.TotalMilliseconds ?? 0:0} ms, {state.Reconnects} reconnects"),
            _ => HealthCheckResult.Degraded($"{state.Status.ToString().ToLowerInvariant()} since {state.Since:O}; {state.LastClose ?? "first connection"}"),
        });
    }
}
