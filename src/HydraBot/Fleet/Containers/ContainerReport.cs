namespace HydraBot.Fleet.Containers;

/// <summary>One container as it is now. Null is what cannot be told.</summary>
/// <param name="Container">As the engine lists it.</param>
/// <param name="LastCheck">What its healthcheck printed last.</param>
/// <param name="PolicyRestarts">How often its restart policy started it again.</param>
/// <param name="HealedToday">How often healing restarted it within a day.</param>
/// <param name="CpuPercent">Of one processor.</param>
/// <param name="MemoryBytes">That it uses.</param>
/// <param name="MemoryLimitBytes">That it may use.</param>
/// <param name="ReceivedPerSecond">Bytes.</param>
/// <param name="SentPerSecond">Bytes.</param>
/// <param name="ReceivedBytes">Since it was started.</param>
/// <param name="SentBytes">Since it was started.</param>
/// <param name="ImageMade">When its image was made.</param>
internal sealed record ContainerReport(
    Engine.Container Container,
    string? LastCheck,
    long PolicyRestarts,
    int? HealedToday,
    double? CpuPercent,
    long? MemoryBytes,
    long? MemoryLimitBytes,
    double? ReceivedPerSecond,
    double? SentPerSecond,
    long? ReceivedBytes,
    long? SentBytes,
    DateTimeOffset? ImageMade);
