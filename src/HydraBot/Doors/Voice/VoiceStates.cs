using System.Collections.Concurrent;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Model;
using HydraBot.Doors.Chat;

namespace HydraBot.Doors.Voice;

/// <summary>Which member is in which voice channel, as the gateway says.</summary>
internal sealed class VoiceStates(ChatClient chat)
{
    private readonly ConcurrentDictionary<(Snowflake Guild, Snowflake User), Snowflake> _channels = [];

    /// <summary>Listens, before the first connection.</summary>
    public void Open()
    {
        chat.Client.On<GuildCreate>((guild, _) =>
        {
            foreach (var state in guild.VoiceStates ?? [])
                Note(state with { GuildId = guild.Id });
            return Task.CompletedTask;
        });
        chat.Client.On<VoiceStateUpdate>((state, _) =>
        {
            Note(state);
            return Task.CompletedTask;
        });
    }

    public Snowflake? ChannelOf(Snowflake guildId, Snowflake userId) => _channels.TryGetValue((guildId, userId), out var channel) ? channel : null;

    private void Note(VoiceStateUpdate state)
    {
        if (state.GuildId is not { } guild)
            return;
        if (state.ChannelId is { } channel)
            _channels[(guild, state.UserId)] = channel;
        else
            _channels.TryRemove((guild, state.UserId), out _);
    }
}
