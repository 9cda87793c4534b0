namespace HydraBot.DiscordEmulator.Voice;

/// <summary>A voice channel with those who are in it. Everything in it happens under its lock.</summary>
internal sealed class VoiceChannel : IDisposable
{
    private readonly Dictionary<ulong, VoiceSession> _sessions = [];
    private readonly EncryptedGroup _group;

    public VoiceChannel(ulong id) => _group = new EncryptedGroup(id, () => _sessions.Values);

    public Lock Gate { get; } = new();

    public EncryptedGroup Group => _group;

    public IReadOnlyCollection<VoiceSession> Sessions => _sessions.Values;

    public void Enter(VoiceSession session)
    {
        if (_sessions.Remove(session.UserId, out var replaced))
        {
            replaced.Close(4014);
            Tell(13, new JsonObject { ["user_id"] = $"{session.UserId}" });
            _group.Left(session.UserId);
        }
        _sessions.Add(session.UserId, session);
    }

    /// <summary>Somebody has chosen an encryption: they are told who is here, and the others that they are.</summary>
    public void Selected(VoiceSession session)
    {
        session.IsSelected = true;
        var others = _sessions.Values.Where(other => other != session && other.IsSelected).ToList();
        if (others.Count > 0)
            session.Say(11, Users(others));
        foreach (var other in others)
        {
            other.Say(11, Users([session]));
            session.Say(5, SpeakingOf(other, 0));
        }
        if (session.DaveVersion > 0)
            _group.Joined(session);
    }

    public void Leave(VoiceSession session)
    {
        if (!_sessions.TryGetValue(session.UserId, out var present) || present != session)
            return;
        _sessions.Remove(session.UserId);
        Tell(13, new JsonObject { ["user_id"] = $"{session.UserId}" });
        _group.Left(session.UserId);
        session.Dispose();
    }

    public void Spoke(VoiceSession session, int speaking)
    {
        foreach (var other in _sessions.Values.Where(other => other != session))
            other.Say(5, SpeakingOf(session, speaking));
    }

    public void Dispose()
    {
        foreach (var session in _sessions.Values)
            session.Dispose();
        _group.Dispose();
    }

    private static JsonObject SpeakingOf(VoiceSession session, int speaking) =>
        new() { ["user_id"] = $"{session.UserId}", ["ssrc"] = session.Ssrc, ["speaking"] = speaking };

    private static JsonObject Users(IEnumerable<VoiceSession> sessions) =>
        new() { ["user_ids"] = new JsonArray([.. sessions.Select(session => JsonValue.Create($"{session.UserId}"))]) };

    private void Tell(int opcode, JsonObject data)
    {
        foreach (var session in _sessions.Values)
            session.Say(opcode, data.DeepClone());
    }
}
