using System.Globalization;
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
            : state.Status == ConnectionStatus.Ready ? HealthCheckResult.Healthy(Detail(state))
            : HealthCheckResult.Degraded($"{Detail(state)}{(state.LastClose is { } close ? $": {close}" : "")}"));
    }

    private string Detail(ConnectionState state)
    {
        var shards = chat.Client.Shards is { Count: > 1 } many ? $", {many.Values.Count(shard => shard.Status == ConnectionStatus.Ready)} of {many.Count} shards ready" : "";
        var latency = state.HeartbeatLatency is { } beat ? string.Create(CultureInfo.InvariantCulture, $", heartbeat {beat.TotalMilliseconds:0} ms") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{state.Status} since {state.Since:u}, last event {state.LastSequence ?? 0}{latency}, {state.Reconnects} reconnects{shards}");
    }
}
