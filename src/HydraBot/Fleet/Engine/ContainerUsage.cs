namespace HydraBot.Fleet.Engine;

/// <summary>What a container has used.</summary>
/// <param name="CpuNanoseconds">Of processors, since it was started.</param>
/// <param name="MemoryBytes">Now.</param>
/// <param name="ReceivedBytes">Since it was started.</param>
/// <param name="SentBytes">Since it was started.</param>
internal sealed record ContainerUsage(long CpuNanoseconds, long MemoryBytes, long ReceivedBytes, long SentBytes);
