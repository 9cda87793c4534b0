using BenchmarkDotNet.Running;

namespace HydraBot.Benchmarks;

internal static class Benchmarks
{
    private static async Task Main(string[] args)
    {
        if (args is ["gate"])
            await GateOverhead.RunAsync(Console.Out);
        else
            BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args);
    }
}
