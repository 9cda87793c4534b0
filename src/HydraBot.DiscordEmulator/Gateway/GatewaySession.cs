using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>One identified client; it outlives its connection for a while, so that the client can resume. Used under the world's gate.</summary>
internal sealed class GatewaySession(string id, User user, Identification identification)
{
    /// <summary>How long a lost client may come back.</summary>
    public static readonly TimeSpan ResumeTime = TimeSpan.FromMinutes(3);

    private readonly ReplayBuffer _sent = new();

    public string Id => id;
    public User User => user;
    public int ShardId => identification.ShardId;
    public int ShardCount => identification.ShardCount;
    public JsonObject Presence { get; set; } = identification.Presence;
    public long Sequence { get; private set; }
    public GatewayConnection? Connection { get; private set; }
    public DateTimeOffset? DisconnectedAt { get; private set; }

    /// <summary>Discord's own clients name no intents: they are told everything they may see.</summary>
    public bool Has(GatewayIntents intents) => !user.IsBot || (identification.Intents & intents) != 0;

    public bool Wants(GatewayEvent happening) =>
        (happening.Intents == GatewayIntents.None || Has(happening.Intents))
        && OnShard(happening.GuildId)
        && (happening.Reaches is null || happening.Reaches(user));

    /// <summary>Direct messages are on shard 0.</summary>
    public bool OnShard(Snowflake? guildId) => ((guildId?.Value ?? 0) >> 22) % (ulong)ShardCount == (ulong)ShardId;

    public void Dispatch(GatewayEvent happening) => Dispatch(happening.Name, happening.DataFor(this));

    public void Dispatch(string name, JsonObject data) =>
        Dispatch(name, JsonBytes.Of(data));

    public void Attach(GatewayConnection connection)
    {
        Connection = connection;
        DisconnectedAt = null;
    }

    public void Detach(GatewayConnection connection, DateTimeOffset now)
    {
        if (Connection != connection)
            return;
        Connection = null;
        DisconnectedAt = now;
    }

    /// <summary>Sends again what came after <paramref name="sequence"/>; false when that is not possible any more.</summary>
    public bool Replay(long sequence)
    {
        if (_sent.After(sequence) is not { } missed)
            return false;
        foreach (var payload in missed)
            Connection?.Send(payload);
        return true;
    }

    private void Dispatch(string name, byte[] data)
    {
        Sequence++;
        var payload = GatewayPayload.Dispatch(name, Sequence, data);
        _sent.Add(Sequence, payload);
        Connection?.SendDispatch(payload);
    }
}
