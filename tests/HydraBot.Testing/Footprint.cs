using System.Globalization;

namespace HydraBot.Testing;

/// <summary>What this process holds at a moment: memory that is still in use after a collection, and open files and sockets (0 where the system does not tell).</summary>
public readonly record struct Footprint(long HeapBytes, int Handles)
{
    private const string Open = "/proc/self/fd";

    public static Footprint Now()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new Footprint(GC.GetTotalMemory(forceFullCollection: true), Directory.Exists(Open) ? Directory.GetFiles(Open).Length : 0);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{HeapBytes / 1e6:0.0} MB, {Handles} handles");
}
