using HydraBot.Discord.Gateway;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Voice;

/// <summary>The main gateway of a running client, as a call needs it.</summary>
internal sealed class GatewayVoiceDoor(DiscordClient client, Func<byte[], CancellationToken, Task> send, bool selfMute, bool selfDeaf) : IVoiceDoor
{
    public Snowflake UserId => client.CurrentUser?.Id ?? throw new DiscordException("The client is not connected yet.");

    public Task SetStateAsync(Snowflake guildId, Snowflake? channelId, CancellationToken cancellationToken) =>
        send(GatewayPayloads.VoiceState(guildId, channelId, selfMute, selfDeaf), cancellationToken);

    public IDisposable OnState(Action<VoiceStateUpdate> heard) => client.On<VoiceStateUpdate>((state, _) => Done(heard, state));

    public IDisposable OnServer(Action<VoiceServerUpdate> heard) => client.On<VoiceServerUpdate>((server, _) => Done(heard, server));

    private static Task Done<T>(Action<T> heard, T word)
    {
        heard(word);
        return Task.CompletedTask;
    }
}
