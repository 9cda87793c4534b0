using BenchmarkDotNet.Running;
using HydraBot.Benchmarks.RoundTrip;
using HydraBot.Benchmarks.Sandbox;

namespace HydraBot.Benchmarks;

/// <summary>Side-by-side runs by name (<c>gate</c>, <c>round-trip 500</c>, <c>sandbox 20 1000</c>), and whatever BenchmarkDotNet is asked for.</summary>
internal static class Benchmarks
{
    private static async Task Main(string[] args)
    {
        if (args is ["gate"])
            await GateOverhead.RunAsync(Console.Out);
        else if (args is ["round-trip", .. var rest])
            await RoundTripRun.RunAsync(rest is [var count] ? int.Parse(count) : 500, CancellationToken.None);
        else if (args is ["sandbox", .. var counts])
            await SandboxRun.RunAsync(counts is [var turns, ..] ? int.Parse(turns) : 20, counts is [_, var row] ? int.Parse(row) : 0, Console.Out);
        else
            BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
