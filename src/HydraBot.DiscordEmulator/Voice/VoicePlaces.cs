using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>Who sits in which voice channel: the state that everybody sees, and the way to or from the voice server that follows. Used under the world's gate.</summary>
internal sealed class VoicePlaces(DiscordWorld world, Access access, Happenings happenings, EmulatedVoice voice)
{
    /// <summary>A client says where its member wants to be, and how. Who may not connect is not answered at all, as on Discord.</summary>
    public void Ask(VoiceState state)
    {
        if (state.ChannelId is { } id
            && !(world.Channels.Find(id) is { Type: ChannelType.GuildVoice } channel && channel.GuildId == state.GuildId && access.InChannel(channel, state.UserId).HasFlag(Permissions.Connect)))
            return;
        Take(state);
    }

    /// <summary>Somebody else moves a member to another voice channel, or out of any.</summary>
    public void Move(VoiceState state, Snowflake? channelId) => Take(state with { ChannelId = channelId });

    /// <summary>The client that was let in with this ticket has gone. Whoever was let in again since stays.</summary>
    public void Leave(VoiceTicket ticket)
    {
        if (voice.Ticket(ticket.Token) is null)
            return;
        voice.Expel(ticket.ServerId, ticket.UserId, closeCode: 4014);
        if (world.VoiceStates.Values.FirstOrDefault(state => state.GuildId.Value == ticket.ServerId && state.UserId.Value == ticket.UserId) is { } here
            && here.SessionId == ticket.SessionId)
            happenings.VoiceStateChanged(here with { ChannelId = null });
    }

    private void Take(VoiceState state)
    {
        var before = world.VoiceStates.GetValueOrDefault(new MemberKey(state.GuildId, state.UserId));
        happenings.VoiceStateChanged(state);
        if (state.ChannelId is { } entered && (entered != before?.ChannelId || state.SessionId != before.SessionId))
            SendToVoice(state, entered);
        else if (state.ChannelId is null && before is not null)
            voice.Expel(state.GuildId.Value, state.UserId.Value, closeCode: 4014);
    }

    private void SendToVoice(VoiceState state, Snowflake channelId)
    {
        var token = voice.Admit(state.GuildId.Value, channelId.Value, state.UserId.Value, state.SessionId);
        happenings.Tell(state.UserId, "VOICE_SERVER_UPDATE", new JsonObject
        {
            ["token"] = token,
            ["guild_id"] = state.GuildId.ToString(),
            ["endpoint"] = voice.PlainEndpoint,
        }, state.GuildId);
    }
}
