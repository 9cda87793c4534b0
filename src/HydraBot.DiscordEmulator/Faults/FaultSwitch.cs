using System.Globalization;
using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.Voice;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Faults;

/// <summary><c>POST /emulator/faults</c>: makes the world as unkind to a bot as the real one can be.</summary>
internal sealed class FaultSwitch(DiscordWorld world, FaultBoard board, GatewayEndpoint gateway, GatewaySessions sessions, EmulatedVoice voice)
{
    private const int FewTimes = 2;
    private static readonly byte[] Garbage = "{\"op\":0,\"t\":\"MESSAGE_CREATE\",\"s\":"u8.ToArray();

    private static readonly string[] Kinds =
        ["close", "reconnect", "invalid_session", "silent", "drop", "delay", "duplicate", "reorder", "slow", "slow_tls", "garbage", "rate_limit", "server_error", "none"];

    private static readonly string[] Scopes = ["user", "global", "shared"];

    /// <summary>Throws what is asked for; answers what was wrong with the asking, or null.</summary>
    public string? Throw(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || body.Text("kind") is not { } kind || !Kinds.Contains(kind))
            return $"kind must be one of {string.Join(", ", Kinds)}.";
        var value = body.TryGetProperty("value", out var given) && given.ValueKind != JsonValueKind.Null ? given.ToString() : null;
        lock (world.Gate)
        {
            if (Targets(body) is not { } targets)
                return $"application must be the id or the name of one: {string.Join(", ", world.Applications.All.Select(one => one.Name))}.";
            return Throw(kind, value, Count(body), targets);
        }
    }

    private string? Throw(string kind, string? value, int? count, List<Snowflake> targets) => kind switch
    {
        "close" => Close(value, targets),
        "reconnect" => Each(targets, connection => connection.Send(GatewayPayload.Control(GatewayOpcode.Reconnect))),
        "invalid_session" => InvalidateSessions(value, targets),
        "silent" => Each(targets, connection => connection.Silence()),
        "drop" => Each(targets, connection => connection.Drop()),
        "garbage" => SendGarbage(value, targets),
        "delay" => Delay(value, targets),
        "duplicate" => Times("twice", value, count, targets, (faults, times) => faults.Duplicate(times)),
        "reorder" => Times("after its successor", value, count, targets, (faults, times) => faults.Reorder(times)),
        "slow" => Slow(value, targets),
        "slow_tls" => SlowHandshakes(value),
        "rate_limit" => LimitRate(value, count, targets),
        "server_error" => FailRequests(value, count, targets),
        _ => Clear(targets),
    };

    private List<Snowflake>? Targets(JsonElement body)
    {
        if (!body.TryGetProperty("application", out var wanted) || wanted.ValueKind == JsonValueKind.Null)
            return [.. world.Applications.All.Select(one => one.Id)];
        var named = world.Applications.All.Where(one => one.Id.ToString() == wanted.ToString() || one.Name == wanted.ToString()).Select(one => one.Id).ToList();
        return named.Count == 0 ? null : named;
    }

    private static int? Count(JsonElement body) =>
        body.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var number) ? number : null;

    private string? Each(List<Snowflake> targets, Action<GatewayConnection> act)
    {
        foreach (var connection in gateway.Connections.Where(one => one.Session is { } session && targets.Contains(session.User.Id)))
            act(connection);
        return null;
    }

    private string? Close(string? value, List<Snowflake> targets)
    {
        var code = value is null ? (int)GatewayCloseCode.UnknownError : Number(value) ?? 0;
        if (code is not (1000 or 1001 or (>= 3000 and <= 4999)))
            return "value must be a close code: 1000, 1001, or 3000 to 4999.";
        return Each(targets, connection => connection.Close((GatewayCloseCode)code, "Closed by a fault."));
    }

    private string? InvalidateSessions(string? value, List<Snowflake> targets)
    {
        var resumable = value switch { null or "False" or "false" => false, "True" or "true" => true, _ => (bool?)null };
        if (resumable is not { } canResume)
            return "value must be true (the session can be resumed) or false.";
        return Each(targets, connection =>
        {
            connection.Send(GatewayPayload.Control(GatewayOpcode.InvalidSession, JsonValue.Create(canResume)));
            if (canResume || connection.Session is not { } session)
                return;
            session.Detach(connection, world.Time.GetUtcNow());
            sessions.Close(session);
            connection.Session = null;
        });
    }

    private string? SendGarbage(string? value, List<Snowflake> targets)
    {
        var times = value is null ? 1 : Number(value) ?? 0;
        if (times is < 1 or > 100)
            return "value must be how many broken frames to send: 1 to 100.";
        return Each(targets, connection =>
        {
            for (var time = 0; time < times; time++)
                connection.SendGarbage(Garbage);
        });
    }

    private string? Delay(string? value, List<Snowflake> targets)
    {
        var milliseconds = Number(value ?? "1000");
        if (milliseconds is not (>= 0 and <= 600_000))
            return "value must be a delay in milliseconds: 0 to 600000.";
        targets.ForEach(id => board.For(id).Delay = TimeSpan.FromMilliseconds(milliseconds.Value));
        return null;
    }

    private string? Times(string how, string? value, int? count, List<Snowflake> targets, Action<ApplicationFaults, int> set)
    {
        var times = count ?? (value is null ? int.MaxValue : Number(value) ?? 0);
        if (times < 1)
            return $"value must be how many events to send {how}: 1 or more.";
        targets.ForEach(id => set(board.For(id), times));
        return null;
    }

    private string? Slow(string? value, List<Snowflake> targets)
    {
        var perSecond = Number(value ?? "4096");
        if (perSecond is not (>= 64 and <= 10_000_000))
            return "value must be how many bytes of a frame go out in a second: 64 to 10000000.";
        targets.ForEach(id => board.For(id).BytesPerSecond = perSecond);
        return null;
    }

    /// <summary>For everybody: who it is, is known only after the handshake.</summary>
    private string? SlowHandshakes(string? value)
    {
        var milliseconds = Number(value ?? "5000");
        if (milliseconds is not (>= 0 and <= 600_000))
            return "value must be how long a TLS handshake is held back, in milliseconds: 0 to 600000.";
        voice.HandshakeDelay = TimeSpan.FromMilliseconds(milliseconds.Value);
        return null;
    }

    private string? LimitRate(string? value, int? count, List<Snowflake> targets)
    {
        var scope = value ?? "user";
        if (!Scopes.Contains(scope))
            return $"value must be a scope: {string.Join(", ", Scopes)}.";
        targets.ForEach(id => board.For(id).RateLimit(new RateLimitFault(scope, RetryAfterSeconds: 0.5, Math.Max(1, count ?? FewTimes))));
        return null;
    }

    private string? FailRequests(string? value, int? count, List<Snowflake> targets)
    {
        var status = Number(value ?? "500");
        if (status is not (>= 500 and <= 599))
            return "value must be a status: 500 to 599.";
        targets.ForEach(id => board.For(id).ServerError(new ServerErrorFault(status.Value, Math.Max(1, count ?? FewTimes))));
        return null;
    }

    private string? Clear(List<Snowflake> targets)
    {
        targets.ForEach(id => board.For(id).Clear());
        voice.HandshakeDelay = TimeSpan.Zero;
        return null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
