namespace HydraBot.Fleet.Networks;

/// <summary>Whose network a container lives in.</summary>
internal enum NetworkMode
{
    /// <summary>Its own, on the networks that it is connected to.</summary>
    Own,

    /// <summary>The machine's.</summary>
    Host,

    /// <summary>None at all.</summary>
    None,

    /// <summary>That of another container.</summary>
    Shared,
}

/// <summary>A port at the machine's addresses that leads into a container.</summary>
/// <param name="Number">At the machine.</param>
/// <param name="Local">True when only the machine itself reaches it (bound to 127.0.0.1).</param>
internal sealed record PublishedPort(int Number, bool Local);

/// <summary>A container as its networks see it.</summary>
/// <param name="Id">64 hexadecimal digits.</param>
/// <param name="Name">Without the leading slash.</param>
/// <param name="Mode">Whose network it lives in.</param>
internal sealed record NetworkedContainer(string Id, string Name, NetworkMode Mode)
{
    /// <summary>The id of the container whose network it shares.</summary>
    public string? Owner { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>How it is on each network, by its name.</summary>
    public IReadOnlyDictionary<string, Endpoint> Endpoints { get; init; } = new Dictionary<string, Endpoint>();

    /// <summary>The ports that it asks for at the machine's addresses.</summary>
    public IReadOnlyList<PublishedPort> Published { get; init; } = [];

    public bool IsRunning { get; init; }

    /// <summary>True for the container that this program runs in.</summary>
    public bool IsHouse { get; init; }
}
