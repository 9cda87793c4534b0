using System.Globalization;
using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks.Models;
using HydraBot.Inference;

namespace HydraBot.Improvement.Benchmarks.Recovery;

/// <summary>
/// How soon a question is answered although the first endpoint has a fault, and whether a model that is only slow to load is waited for. The endpoints
/// are the suite's own, and its clock runs two hundred times as fast: a second of patience is five milliseconds here.
/// </summary>
internal sealed class RecoverySuite(IModelBench models, TimeProvider time) : IBenchmarkSuite
{
    private const double Faster = 200;

    /// <summary>Seconds, on the suite's clock, after which nobody waits any more.</summary>
    private const double Limit = 600;

    private static readonly InjectedFault[] Faults =
        [InjectedFault.Loads, InjectedFault.Refuses, InjectedFault.Loads, InjectedFault.Fails, InjectedFault.Loads, InjectedFault.Hangs, InjectedFault.Loads, InjectedFault.Babbles, InjectedFault.Loads, InjectedFault.Breaks];

    public string Name => "recovery";

    public string Title => "Error recovery: faults injected into model endpoints, and the seconds until another one answers";

    public string Unit => "s";

    public int Standard => 10;

    public bool IsGuard => true;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken)
    {
        var random = new Random(source.Seed);
        return Task.FromResult<IReadOnlyList<BenchmarkItem>>([.. Enumerable.Range(0, count).Select(number => new FaultItem(
            string.Create(CultureInfo.InvariantCulture, $"{Faults[number % Faults.Length].ToString().ToLowerInvariant()}-{number}"), Faults[number % Faults.Length], 5 + (random.NextDouble() * 45)))]);
    }

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        var fault = (FaultItem)item;
        await using var first = new FaultServer(fault.Fault, TimeSpan.FromSeconds(fault.LoadSeconds / Faster), time);
        await using var second = new FaultServer(InjectedFault.None, TimeSpan.Zero, time);
        // A model that loads is the only one: there is nobody else to ask.
        var bench = models.Over(fault.Fault == InjectedFault.Loads ? [first.Url] : [first.Url, second.Url]);
        var trial = await bench.AskAsync(clearance, tuned, "Are you there?", tools: null, TimeSpan.FromSeconds(tuned.Number(InferenceTunables.StallTimeout) / Faster), cancellationToken);
        // What the machine itself needs does not run faster, and is not counted as waiting.
        var seconds = Math.Max(0, trial.Milliseconds - Overhead) / 1000 * Faster;
        var answered = trial.Trouble is null;
        var score = !answered ? 0 : fault.Fault == InjectedFault.Loads ? 1 : Math.Max(0, 1 - (seconds / Limit));
        return new Measurement(score, Math.Round(Math.Min(seconds, Limit), 1), trial.Milliseconds, answered ? null : trial.Trouble);
    }

    /// <summary>Milliseconds that two connections and the client's own work may take.</summary>
    private const double Overhead = 150;

    private sealed record FaultItem(string Id, InjectedFault Fault, double LoadSeconds) : BenchmarkItem(Id);
}
