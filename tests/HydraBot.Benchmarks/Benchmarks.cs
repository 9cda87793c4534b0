using HydraBot.Benchmarks.Audit;
using HydraBot.Benchmarks.Decisions;
using BenchmarkDotNet.Running;
using HydraBot.Benchmarks.Events;
using HydraBot.Benchmarks.Fleet;
using HydraBot.Benchmarks.Improvement;
using HydraBot.Benchmarks.Inference;
using HydraBot.Benchmarks.Law;
using HydraBot.Benchmarks.Mcp;
using HydraBot.Benchmarks.Memory;
using HydraBot.Benchmarks.RoundTrip;
using HydraBot.Benchmarks.Sandbox;
using HydraBot.Benchmarks.Starting;
using HydraBot.Benchmarks.Voice;

namespace HydraBot.Benchmarks;

/// <summary>Side-by-side runs by name, such as <c>gate</c> or <c>round-trip 500</c>, and whatever BenchmarkDotNet is asked for.</summary>
internal static class Benchmarks
{
    private static Task Main(string[] args) => args switch
    {
        ["audit"] => AuditRun.RunAsync(Console.Out, 1_000_000),
        ["audit", var entries] => AuditRun.RunAsync(Console.Out, int.Parse(entries)),
        ["decisions"] => DecisionRun.RunAsync(Console.Out),
        ["gate"] => GateOverhead.RunAsync(Console.Out, 10_000),
        ["gate", var turns] => GateOverhead.RunAsync(Console.Out, int.Parse(turns)),
        ["stop"] => StopRun.RunAsync(50, CancellationToken.None),
        ["stop", var rounds] => StopRun.RunAsync(int.Parse(rounds), CancellationToken.None),
        ["round-trip"] => RoundTripRun.RunAsync(500, CancellationToken.None),
        ["round-trip", var count] => RoundTripRun.RunAsync(int.Parse(count), CancellationToken.None),
        ["events"] => EventsRun.RunAsync(100_000, CancellationToken.None),
        ["events", var count] => EventsRun.RunAsync(int.Parse(count), CancellationToken.None),
        ["sandbox"] => SandboxRun.RunAsync(20, 0, Console.Out),
        ["sandbox", var turns] => SandboxRun.RunAsync(int.Parse(turns), 0, Console.Out),
        ["sandbox", var turns, var inARow] => SandboxRun.RunAsync(int.Parse(turns), int.Parse(inARow), Console.Out),
        ["recall"] => RecallRun.RunAsync(Console.Out),
        ["ab"] => Task.Run(() => SimulationRun.Run(Console.Out, 1000)),
        ["ab", var runs] => Task.Run(() => SimulationRun.Run(Console.Out, int.Parse(runs))),
        ["forecasts"] => Task.Run(() => ForecastRun.Run(Console.Out, 25)),
        ["forecasts", var seeds] => Task.Run(() => ForecastRun.Run(Console.Out, int.Parse(seeds))),
        ["status"] => FleetSpeed.RunAsync(Console.Out, 200, CancellationToken.None),
        ["status", var count] => FleetSpeed.RunAsync(Console.Out, int.Parse(count), CancellationToken.None),
        ["charts"] => Task.Run(() => ChartSpeed.Run(Console.Out, 200)),
        ["start"] => StartRun.RunAsync(CancellationToken.None),
        [PackagesAlone.Verb, var kind] => PackagesAlone.RunAsync(kind),
        ["gateway"] => GatewayRun.RunAsync(3_000, CancellationToken.None),
        ["gateway", var requests] => GatewayRun.RunAsync(int.Parse(requests), CancellationToken.None),
        [LeastGateway.Verb, var backend] => LeastGateway.RunAsync(new Uri(backend)),
        ["cache"] => Task.Run(() => CacheRun.Run(Console.Out, 100_000)),
        ["cache", "fit"] => Task.Run(() => CacheRun.Fit(Console.Out)),
        ["routing", var data] => Task.Run(() => RoutingRun.Run(Console.Out, data, null)),
        ["routing", var data, var target] => Task.Run(() => RoutingRun.Run(Console.Out, data, target)),
        ["clips"] => ClipsRun.RunAsync(CancellationToken.None),
        ["speech"] => SpeechRun.RunAsync(CancellationToken.None),
        ["voice"] => FrameEncryptionRun.RunAsync(100_000),
        ["voice", var frames] => FrameEncryptionRun.RunAsync(int.Parse(frames)),
        ["mcp"] => McpRun.RunAsync(3_000, CancellationToken.None),
        ["mcp", var calls] => McpRun.RunAsync(int.Parse(calls), CancellationToken.None),
        ["vectors"] => VectorRun.RunAsync(Console.Out, 100_000),
        ["vectors", var count] => VectorRun.RunAsync(Console.Out, int.Parse(count)),
        ["memory", "ingest", var turns] => IngestRun.RunAsync(Console.Out, int.Parse(turns), CancellationToken.None),
        ["memory", "speed", var memories] => Task.Run(() => SearchSpeed.Run(Console.Out, int.Parse(memories))),
        ["memory", "make-vectors", var json, var target] => Task.Run(() => WordVectorMaker.Run(Console.Out, json, target)),
        ["memory", .. var sets] => Task.Run(() => RetrievalEvaluation.Run(Console.Out, sets)),
        [SmallestBot.Verb, var api, var token, var guild] => SmallestBot.RunAsync(new Uri(api), token, guild),
        [LeastBot.Verb, var api, var token, var guild] => LeastBot.RunAsync(new Uri(api), token, guild),
        [CountingBot.Verb, var api, var token] => CountingBot.RunAsync(new Uri(api), token),
        _ => Task.Run(() => BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args)),
    };
}
