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
    string? Error);
