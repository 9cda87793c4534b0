using BenchmarkDotNet.Running;
using HydraBot.Benchmarks.RoundTrip;
using HydraBot.Benchmarks.Voice;

namespace HydraBot.Benchmarks;

/// <summary>Side-by-side runs by name (<c>gate</c>, <c>round-trip 500</c>, <c>voice</c> from the repository's root), and whatever BenchmarkDotNet is asked for.</summary>
internal static class Benchmarks
{
    private static async Task Main(string[] args)
    {
        if (args is ["gate"])
            await GateOverhead.RunAsync(Console.Out);
        else if (args is ["round-trip", .. var rest])
            await RoundTripRun.RunAsync(rest is [var count] ? int.Parse(count) : 500, CancellationToken.None);
        else if (args is ["voice", .. var frames])
            await FrameEncryptionRun.RunAsync(frames is [var number] ? int.Parse(number) : 100_000, "tests/HydraBot.EndToEndTests/Peers/davey");
        else
            BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
