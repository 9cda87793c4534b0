using System.Diagnostics;
using System.Globalization;
using HydraBot.Testing.Drivers;

namespace HydraBot.Benchmarks.Starting;

/// <summary>
/// From the call to the ready line in local mode (emulator, page, storage, law, doors), and what the process holds after 20 idle seconds. The program is
/// the one beside this benchmark, or the published one that <c>HYDRA_PUBLISHED</c> names. Beside it: what the runtime and its packages hold alone.
/// </summary>
internal static class StartRun
{
    private const int Starts = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var starts = new Percentiles("start");
        var held = (Resident: 0L, Files: 0L);
        for (var number = 0; number <= Starts; number++)
        {
            var since = Stopwatch.GetTimestamp();
            await using var house = await HouseProcess.StartAsync(cancellationToken);
            if (number > 0)
                starts.Add(Stopwatch.GetElapsedTime(since));
            if (number < Starts)
                continue;
            await Task.Delay(Idle, TimeProvider.System, cancellationToken);
            held = await HeldAsync(house.ProcessId, cancellationToken);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready after {starts.At(0.5):0} ms (median of {Starts}); aims: 1500 ms, 120 MB resident"));
        Report("the house", held);
        Report("its packages, each used once", await AloneAsync("all", cancellationToken));
        Report("an empty web application", await AloneAsync(PackagesAlone.Empty, cancellationToken));
    }

    private static void Report(string what, (long Resident, long Files) held) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what,-28} {held.Resident / 1024,4} MB resident after {Idle.TotalSeconds:0} s: {(held.Resident - held.Files) / 1024} its own, and {held.Files / 1024} pages of program files, which the system takes back where others need them"));

    private static async Task<(long Resident, long Files)> AloneAsync(string kind, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StartRun).Assembly.Location, PackagesAlone.Verb, kind])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        if (await process.StandardOutput.ReadLineAsync(cancellationToken) is null)
            throw new InvalidOperationException(await errors);
        await Task.Delay(Idle, TimeProvider.System, cancellationToken);
        var held = await HeldAsync(process.Id, cancellationToken);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return held;
    }

    /// <summary>VmRSS and RssFile in kB.</summary>
    private static async Task<(long Resident, long Files)> HeldAsync(int process, CancellationToken cancellationToken)
    {
        var status = await File.ReadAllLinesAsync($"/proc/{process}/status", cancellationToken);
        return (Kilobytes(status, "VmRSS:"), Kilobytes(status, "RssFile:"));
    }

    private static long Kilobytes(string[] status, string name) =>
        long.Parse(status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
