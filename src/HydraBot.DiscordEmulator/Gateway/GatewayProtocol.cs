using HydraBot.DiscordEmulator.Voice;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>What each opcode of a client does (Discord docs, topics/gateway).</summary>
internal sealed class GatewayProtocol(
    DiscordWorld world, GatewaySessions sessions, IdentifyLimits identifyLimits, SessionStart start, MemberRequests memberRequests, Happenings happenings,
    VoicePlaces places)
{
    public void Receive(GatewayConnection connection, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("op", out var op) || !op.TryGetOpcode(out var opcode))
            throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        var data = message.TryGetProperty("d", out var found) ? found : default;
        lock (world.Gate)
            Receive(connection, opcode, data);
    }

    /// <summary>The connection is gone; its session may still be resumed unless the client ended it on purpose.</summary>
    public void Ended(GatewayConnection connection)
    {
        lock (world.Gate)
        {
            if (connection.Session is { } session)
                Ended(connection, session);
        }
    }

    private void Ended(GatewayConnection connection, GatewaySession session)
    {
        // The session may have been resumed on another connection since; what happens to this one is then nothing to it.
        if (session.Connection != connection)
            return;
        var wasOnline = sessions.IsOnline(session.User.Id);
        session.Detach(connection, world.Time.GetUtcNow());
        if (connection.ClientCloseCode is (int)GatewayCloseCode.Normal or (int)GatewayCloseCode.GoingAway)
            sessions.Close(session);
        if (world.VoiceStates.Values.FirstOrDefault(state => state.SessionId == session.Id) is { } voice)
            happenings.VoiceStateChanged(voice with { ChannelId = null });
        if (wasOnline && !sessions.IsOnline(session.User.Id))
            happenings.PresenceChanged(session.User);
    }

    private void Receive(GatewayConnection connection, GatewayOpcode opcode, JsonElement data)
    {
        switch (opcode)
        {
            case GatewayOpcode.Heartbeat:
                connection.Beat();
                break;
            case GatewayOpcode.Identify:
                Identify(connection, data);
                break;
            case GatewayOpcode.Resume:
                Resume(connection, data);
                break;
            case GatewayOpcode.PresenceUpdate:
                UpdatePresence(Identified(connection), data);
                break;
            case GatewayOpcode.VoiceStateUpdate:
                UpdateVoiceState(Identified(connection), data);
                break;
            case GatewayOpcode.RequestGuildMembers:
                memberRequests.Answer(Identified(connection), data);
                break;
            case GatewayOpcode.RequestSoundboardSounds:
                Identified(connection);
                break;
            case GatewayOpcode.GuildSubscriptions when !Identified(connection).User.IsBot:
                break;
            default:
                throw new GatewayCloseException(GatewayCloseCode.UnknownOpcode, "Unknown opcode.");
        }
    }

    private static GatewaySession Identified(GatewayConnection connection) =>
        connection.Session ?? throw new GatewayCloseException(GatewayCloseCode.NotAuthenticated, "Not authenticated.");

    private void Identify(GatewayConnection connection, JsonElement data)
    {
        if (connection.Session is not null)
            throw new GatewayCloseException(GatewayCloseCode.AlreadyAuthenticated, "Already authenticated.");
        var identification = Identification.Read(data);
        var user = Authenticate(identification.Token);
        if (user.IsBot)
        {
            CheckIntents(identification.Intents, world.Applications.Find(user.Id)!);
            if (!identifyLimits.TryTake(user.Id, identification.ShardId))
            {
                connection.Send(GatewayPayload.Control(GatewayOpcode.InvalidSession, JsonValue.Create(false)));
                return;
            }
        }
        var wasOnline = sessions.IsOnline(user.Id);
        var session = sessions.Open(user, identification);
        connection.Session = session;
        connection.CompressPayloads = identification.Compress;
        session.Attach(connection);
        start.Welcome(session);
        if (!wasOnline)
            happenings.PresenceChanged(user);
    }

    private User Authenticate(string token)
    {
        var plain = token.StartsWith("Bot ", StringComparison.Ordinal) ? token[4..] : token;
        return world.Authenticate(plain) ?? throw new GatewayCloseException(GatewayCloseCode.AuthenticationFailed, "Authentication failed.");
    }

    private static void CheckIntents(GatewayIntents intents, Application application)
    {
        if ((intents & ~GatewayIntents.All) != 0)
            throw new GatewayCloseException(GatewayCloseCode.InvalidIntents, "Invalid intent(s).");
        if ((intents & GatewayIntents.Privileged & ~application.PrivilegedIntents) != 0)
            throw new GatewayCloseException(GatewayCloseCode.DisallowedIntents, "Disallowed intent(s).");
    }

    private void Resume(GatewayConnection connection, JsonElement data)
    {
        if (connection.Session is not null)
            throw new GatewayCloseException(GatewayCloseCode.AlreadyAuthenticated, "Already authenticated.");
        if (data.ValueKind != JsonValueKind.Object
            || !data.TryGetProperty("token", out var token) || token.ValueKind != JsonValueKind.String
            || !data.TryGetProperty("session_id", out var sessionId) || sessionId.ValueKind != JsonValueKind.String
            || !data.TryGetProperty("seq", out var seq) || seq.ValueKind != JsonValueKind.Number || !seq.TryGetInt64(out var sequence))
            throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        var user = Authenticate(token.GetString()!);
        if (sessions.Find(sessionId.GetString()!) is not { } session || session.User.Id != user.Id)
        {
            connection.Send(GatewayPayload.Control(GatewayOpcode.InvalidSession, JsonValue.Create(false)));
            return;
        }
        if (sequence > session.Sequence)
            throw new GatewayCloseException(GatewayCloseCode.InvalidSequence, "Invalid sequence.");
        Resume(connection, session, sequence);
    }

    private void Resume(GatewayConnection connection, GatewaySession session, long sequence)
    {
        var wasOnline = sessions.IsOnline(session.User.Id);
        var before = session.Connection;
        session.Attach(connection);
        connection.Session = session;
        if (!session.Replay(sequence))
        {
            connection.Session = null;
            sessions.Close(session);
            connection.Send(GatewayPayload.Control(GatewayOpcode.InvalidSession, JsonValue.Create(false)));
            return;
        }
        before?.Close(GatewayCloseCode.UnknownError, "The session was resumed elsewhere.");
        session.Dispatch("RESUMED", new JsonObject { ["_trace"] = new JsonArray("emulator") });
        if (!wasOnline)
            happenings.PresenceChanged(session.User);
    }

    private void UpdatePresence(GatewaySession session, JsonElement data)
    {
        session.Presence = Identification.StatusAndActivities(data)
            ?? throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        happenings.PresenceChanged(session.User);
    }

    private void UpdateVoiceState(GatewaySession session, JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !Snowflake.TryParse(data.Text("guild_id"), out var guildId)
            || world.Members.Find(new MemberKey(guildId, session.User.Id)) is null)
            throw new GatewayCloseException(GatewayCloseCode.DecodeError, "Error while decoding payload.");
        Snowflake? channelId = Snowflake.TryParse(data.Text("channel_id"), out var wanted) ? wanted : null;
        places.Ask(new VoiceState(guildId, session.User.Id, channelId, session.Id, data.IsTrue("self_mute"), data.IsTrue("self_deaf")));
    }
}
