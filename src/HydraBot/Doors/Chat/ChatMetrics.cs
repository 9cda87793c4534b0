using System.Diagnostics.Metrics;
using HydraBot.Discord;
using HydraBot.Governance;

namespace HydraBot.Doors.Chat;

/// <summary>The bot's own connection in figures: whether events arrive, and whether any are lost.</summary>
internal sealed class ChatMetrics(RoadTelemetry telemetry, ChatClient chat, TimeProvider time)
{
    private DiscordClient Client => chat.Client;

    /// <summary>Begins to measure. Once.</summary>
    public void Open()
    {
        var meter = telemetry.Meter;
        OfShards("ready", null, "1 while events arrive over this shard.", state => state.Status == ConnectionStatus.Ready ? 1 : 0);
        OfShards("state.age", "s", "How long the shard stands as it does.", state => (time.GetUtcNow() - state.Since).TotalSeconds);
        OfShards("sequence", null, "The number of the last event.", state => state.LastSequence ?? 0);
        OfShards("heartbeat.latency", "s", "From the last heartbeat to its acknowledgement.", state => state.HeartbeatLatency?.TotalSeconds ?? 0);
        meter.CreateObservableCounter("hydrabot.discord.reconnects", () => Client.State.Reconnects, null, "Connections made after the first.");
        meter.CreateObservableCounter("hydrabot.discord.events", Events, null, "What became of the gateway's events.");
        meter.CreateObservableGauge("hydrabot.discord.events.waiting", () => Client.Statistics.Waiting, null, "Events in queues.");
        meter.CreateObservableCounter("hydrabot.discord.requests", Requests, null, "REST requests: sent, told to wait (429), repeated.");
        meter.CreateObservableGauge(
            "hydrabot.discord.requests.invalid", () => Client.Rest.Statistics.Invalid, null, "Refused requests of the last ten minutes; Discord bans at 10,000.");
    }

    private void OfShards(string name, string? unit, string description, Func<ConnectionState, double> read) => telemetry.Meter.CreateObservableGauge(
        $"hydrabot.discord.{name}",
        () => Client.Shards.Select(shard => new Measurement<double>(read(shard.Value), new KeyValuePair<string, object?>("shard", shard.Key))),
        unit,
        description);

    private IEnumerable<Measurement<long>> Events()
    {
        var all = Client.Statistics;
        yield return Count("received", all.Received);
        yield return Count("handled", all.Handled);
        yield return Count("dropped", all.Dropped);
        yield return Count("unreadable", all.Unreadable);
        yield return Count("failed", all.HandlerErrors);
        yield return Count("busy", all.RefusedInteractions);
    }

    private IEnumerable<Measurement<long>> Requests()
    {
        var all = Client.Rest.Statistics;
        yield return Count("sent", all.Sent);
        yield return Count("limited", all.RateLimited);
        yield return Count("repeated", all.Retried);
    }

    private static Measurement<long> Count(string fate, long value) => new(value, new KeyValuePair<string, object?>("fate", fate));
}
