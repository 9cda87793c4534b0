namespace HydraBot.Fleet.Engine;

/// <summary>One container, closely.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Health">What its healthcheck says.</param>
/// <param name="HasHealthcheck">True when it has one.</param>
/// <param name="LastCheck">What the last run of the check printed.</param>
/// <param name="StartedAt">When it was last started, as the engine writes it; compared, not read.</param>
/// <param name="ExitCode">How its process ended last.</param>
/// <param name="OutOfMemory">True when the kernel ended it for want of memory.</param>
/// <param name="Error">What the engine says went wrong when it was started.</param>
internal sealed record ContainerDetail(
    ContainerState State,
    ContainerHealth Health,
    bool HasHealthcheck,
    string? LastCheck,
    string StartedAt,
    long ExitCode,
    bool OutOfMemory,
    string? Error)
{
    /// <summary>The image's name as it was given.</summary>
    public string Image { get; init; } = "";

    /// <summary>The most memory that it may use, in bytes; null where nobody set one.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>True when its restart policy wants it up.</summary>
    public bool Restarts { get; init; }

    /// <summary>True when its restart policy lets it be once it ended well.</summary>
    public bool RestartsOnFailureOnly { get; init; }

    /// <summary>How often its restart policy has started it again.</summary>
    public long RestartCount { get; init; }

    /// <summary>Ports that it or its image says it listens on, published or not.</summary>
    public IReadOnlyList<int> InsidePorts { get; init; } = [];
}
