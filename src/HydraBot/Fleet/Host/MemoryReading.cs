using System.Globalization;

namespace HydraBot.Fleet.Host;

/// <summary>The host's memory, in bytes.</summary>
/// <param name="Total">Installed.</param>
/// <param name="Available">What programs could still have without swapping.</param>
internal sealed record MemoryReading(long Total, long Available)
{
    public long Used => Total - Available;

    public double UsedPercent => Total > 0 ? 100.0 * Used / Total : 0;

    /// <summary>Reads <c>/proc/meminfo</c>, whose figures are in KiB.</summary>
    /// <exception cref="FormatException">A line is missing.</exception>
    public static MemoryReading Parse(string meminfo) => new(Line(meminfo, "MemTotal:"), Line(meminfo, "MemAvailable:"));

    private static long Line(string meminfo, string name)
    {
        foreach (var line in meminfo.Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
                return 1024 * long.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        }

        throw new FormatException($"meminfo has no line '{name}'.");
    }
}
