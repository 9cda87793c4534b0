namespace HydraBot.Fleet.Host;

/// <summary>How the host is doing.</summary>
/// <param name="Name">Its name on the network.</param>
/// <param name="CpuPercent">All processors together, from 0 to 100.</param>
/// <param name="Processors">How many there are.</param>
/// <param name="Load">Waiting and running tasks, averaged over 1, 5 and 15 minutes.</param>
/// <param name="Memory">Memory.</param>
/// <param name="Disks">File systems with data on them.</param>
/// <param name="Uptime">Since it was started.</param>
internal sealed record HostReading(
    string Name, double CpuPercent, int Processors, IReadOnlyList<double> Load, MemoryReading Memory, IReadOnlyList<DiskReading> Disks, TimeSpan Uptime);
