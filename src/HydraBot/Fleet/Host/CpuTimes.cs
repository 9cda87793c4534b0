using System.Globalization;

namespace HydraBot.Fleet.Host;

/// <summary>Time that all processors together have spent, in ticks of the kernel (proc(5), <c>/proc/stat</c>).</summary>
/// <param name="Busy">Doing anything.</param>
/// <param name="Total">Doing anything or nothing.</param>
internal readonly record struct CpuTimes(long Busy, long Total)
{
    /// <summary>Reads the first line of <c>/proc/stat</c>: user nice system idle iowait irq softirq steal; guest time is within user's.</summary>
    /// <exception cref="FormatException">It is no such line.</exception>
    public static CpuTimes Parse(string stat)
    {
        var words = stat.Split('\n', 2)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["cpu", _, _, _, _, ..])
            throw new FormatException("The first line of stat does not begin with 'cpu' and four figures.");
        var times = words.Skip(1).Take(8).Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var total = times.Sum();
        return new CpuTimes(total - times[3] - times.ElementAtOrDefault(4), total);
    }

    /// <summary>How busy it was since an earlier reading, from 0 to 100.</summary>
    public double PercentSince(CpuTimes earlier) =>
        Total > earlier.Total ? Math.Clamp(100.0 * (Busy - earlier.Busy) / (Total - earlier.Total), 0, 100) : 0;
}
