using HydraBot.Discord;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Doors.Chat;

/// <summary>How the connection to Discord stands.</summary>
internal sealed class ChatStatus(ChatClient chat, DiscordAddress address, HomeGuild home, ChatConnection connection) : IStatusSource
{
    public string Name => "Discord";

    public int Order => 40;

    public ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        // Reports are made at any time, also while the house is still starting.
        if (!address.IsNamed)
            return ValueTask.FromResult(new StatusSection(CardSeverity.Bad, "🔴 not connected yet") { Concerns = ["Discord is not connected"] });
        var state = chat.Client.State;
        var latency = state.HeartbeatLatency is { } beat ? $", heartbeat {beat.TotalMilliseconds:0} ms" : "";
        var section = state.Status == ConnectionStatus.Ready
            ? new StatusSection(CardSeverity.Good, $"🟢 {home.Find()?.Name ?? "no home server"} since <t:{state.Since.ToUnixTimeSeconds()}:R>{latency}")
            : new StatusSection(CardSeverity.Bad, $"🔴 {connection.Fault ?? state.LastClose ?? state.Status.ToString()}")
            {
                Concerns = ["Discord is not connected"],
            };
        return ValueTask.FromResult(section with { Figures = new Dictionary<string, double> { ["reconnects"] = state.Reconnects } });
    }
}
