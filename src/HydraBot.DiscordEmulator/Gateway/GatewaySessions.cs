using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>All sessions, and the road on which an event reaches those that want it. Used under the world's gate.</summary>
internal sealed class GatewaySessions(TimeProvider time)
{
    private readonly Dictionary<string, GatewaySession> _sessions = [];

    public IReadOnlyCollection<GatewaySession> All => _sessions.Values;

    public GatewaySession Open(User user, Identification identification)
    {
        RemoveForgotten();
        var session = new GatewaySession(Tokens.ForSession(), user, identification);
        _sessions.Add(session.Id, session);
        return session;
    }

    public GatewaySession? Find(string sessionId)
    {
        RemoveForgotten();
        return _sessions.GetValueOrDefault(sessionId);
    }

    public void Close(GatewaySession session) => _sessions.Remove(session.Id);

    public IEnumerable<GatewaySession> Of(Snowflake userId) => _sessions.Values.Where(session => session.User.Id == userId);

    public bool IsOnline(Snowflake userId) => Of(userId).Any(session => session.Connection is not null);

    public void Publish(GatewayEvent happening)
    {
        foreach (var session in _sessions.Values)
        {
            if (session.Wants(happening))
                session.Dispatch(happening);
        }
    }

    private void RemoveForgotten()
    {
        var now = time.GetUtcNow();
        foreach (var session in _sessions.Values.Where(one => now - one.DisconnectedAt > GatewaySession.ResumeTime).ToList())
            Close(session);
    }
}
