using System.Diagnostics;
using System.Globalization;
using HydraBot.Testing.Drivers;

namespace HydraBot.Benchmarks.Starting;

/// <summary>
/// From the call to the ready line in local mode (emulator, page, storage, law, doors), and what the process holds after 20 idle seconds. The program is
/// the one beside this benchmark, or the published one that <c>HYDRA_PUBLISHED</c> names.
/// </summary>
internal static class StartRun
{
    private const int Starts = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var starts = new Percentiles("start");
        long resident = 0;
        for (var number = 0; number <= Starts; number++)
        {
            var since = Stopwatch.GetTimestamp();
            await using var house = await HouseProcess.StartAsync(cancellationToken);
            if (number > 0)
                starts.Add(Stopwatch.GetElapsedTime(since));
            if (number < Starts)
                continue;
            await Task.Delay(Idle, TimeProvider.System, cancellationToken);
            resident = await ResidentAsync(house.ProcessId, cancellationToken);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready after {starts.At(0.5):0} ms (median of {Starts}), {resident / 1024} MB resident after {Idle.TotalSeconds:0} s; aims: 1500 ms, 120 MB"));
    }

    /// <summary>VmRSS in kB.</summary>
    private static async Task<long> ResidentAsync(int process, CancellationToken cancellationToken)
    {
        var status = await File.ReadAllLinesAsync($"/proc/{process}/status", cancellationToken);
        return long.Parse(status.First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
