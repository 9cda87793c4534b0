using HydraBot.Discord;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HydraBot.Doors.Chat;

/// <summary>The check <c>discord</c>: the bot's own connection. While it comes back the house is degraded; turned away for good, it is unhealthy.</summary>
internal sealed class ChatHealth(ChatClient chat, ChatConnection connection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var state = chat.Client.State;
        return Task.FromResult(
            connection.Fault is { } fault ? HealthCheckResult.Unhealthy(fault)
            : state.Status == ConnectionStatus.Ready ? HealthCheckResult.Healthy($"Connected since {state.Since:u}")
            : HealthCheckResult.Degraded(state.LastClose is { } close ? $"{state.Status}: {close}" : state.Status.ToString()));
    }
}
