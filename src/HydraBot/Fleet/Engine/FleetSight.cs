namespace HydraBot.Fleet.Engine;

/// <summary>The containers of all hosts at one moment, and who could not be asked.</summary>
/// <param name="Containers">Of all that answered.</param>
/// <param name="Silent">Those that did not.</param>
/// <param name="IsBlind">True when none answered.</param>
internal sealed record FleetSight(IReadOnlyList<Container> Containers, IReadOnlyList<SilentEngine> Silent, bool IsBlind)
{
    /// <summary>True when nobody can say how the container of this id is.</summary>
    public bool Misses(string id) => Silent.Any(silent => silent.Host == EngineNames.HostOf(id));

    /// <summary>The hosts that are silent, in a sentence each; empty where all answered.</summary>
    public string Gaps => string.Join('\n', Silent.Select(silent => silent.Reason));
}

/// <summary>An engine that does not answer.</summary>
/// <param name="Host">The host's name; null for this machine's own.</param>
/// <param name="Reason">Why, and what to do, in a sentence.</param>
internal sealed record SilentEngine(string? Host, string Reason)
{
    /// <summary>For people.</summary>
    public string Name => Host is null ? "this machine" : $"`{Host}`";

    /// <summary>What alerts call it.</summary>
    public string Key => Host is null ? "engine" : $"engine@{Host}";
}
