namespace HydraBot.Fleet.Networks;

/// <summary>A network of the engine.</summary>
/// <param name="Name">By which the engine and people know it.</param>
/// <param name="Driver">Who makes it: <c>bridge</c>, <c>overlay</c>, <c>macvlan</c>…</param>
/// <param name="Internal">True when nothing on it has a way out by it.</param>
internal sealed record Network(string Name, string Driver, bool Internal)
{
    /// <summary>The engine's own bridge, on which no names are known.</summary>
    public const string DefaultBridge = "bridge";

    /// <summary>False where the engine keeps those on it apart (<c>com.docker.network.bridge.enable_icc</c>).</summary>
    public bool Talks { get; init; } = true;

    public bool IsDefaultBridge => Name == DefaultBridge;

    /// <summary>True when the machine itself is on it: what runs in the host's own network and those on it reach each other.</summary>
    public bool HasHost => Driver == "bridge";

    /// <summary>True when those on it get out to the machine's addresses and beyond.</summary>
    public bool LeadsOut => !Internal && Driver is "bridge" or "overlay";
}

/// <summary>How a container is on a network, and what it needs to be on it again in the same way.</summary>
/// <param name="Network">The network's name.</param>
internal sealed record Endpoint(string Network)
{
    /// <summary>Names that it goes by there, beside its own.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The address that was given to it; null where the engine chose.</summary>
    public string? FixedIp4 { get; init; }

    public string? FixedIp6 { get; init; }

    /// <summary>The address that it has at the moment.</summary>
    public string? Address { get; init; }

    /// <summary>Links of the engine's first days: <c>container:alias</c>.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    public IReadOnlyDictionary<string, string> DriverOptions { get; init; } = new Dictionary<string, string>();
}
