using BenchmarkDotNet.Running;
using HydraBot.Benchmarks.Memory;
using HydraBot.Benchmarks.RoundTrip;

namespace HydraBot.Benchmarks;

/// <summary>Side-by-side runs by name (<c>gate</c>, <c>round-trip 500</c>), and whatever BenchmarkDotNet is asked for.</summary>
internal static class Benchmarks
{
    private static async Task Main(string[] args)
    {
        if (args is ["gate"])
            await GateOverhead.RunAsync(Console.Out);
        else if (args is ["round-trip", .. var rest])
            await RoundTripRun.RunAsync(rest is [var count] ? int.Parse(count) : 500, CancellationToken.None);
        else if (args is ["memory", "speed", var memories])
            SearchSpeed.Run(Console.Out, int.Parse(memories));
        else if (args is ["memory", "make-vectors", var json, var target])
            WordVectorMaker.Run(Console.Out, json, target);
        else if (args is ["memory", .. var sets])
            RetrievalEvaluation.Run(Console.Out, sets);
        else
            BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
