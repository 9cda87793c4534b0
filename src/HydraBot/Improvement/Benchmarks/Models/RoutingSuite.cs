using System.Globalization;
using HydraBot.Governance;
using HydraBot.Hosting.Tuning;

namespace HydraBot.Improvement.Benchmarks.Models;

/// <summary>How soon a question is answered by whatever endpoint the routing chooses.</summary>
internal sealed class RoutingSuite(IModelBench models) : IBenchmarkSuite
{
    /// <summary>Differences below this share are a tie: no two answers take the same time.</summary>
    private const double Tie = 0.1;

    public string Name => "routing";

    public string Title => "Routing: time until a short question is answered by the endpoint that was chosen";

    public string Unit => "ms";

    public int Standard => 20;

    public bool IsGuard => false;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => models.MissingAsync(cancellationToken);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BenchmarkItem>>(
        [.. Enumerable.Range(0, count).Select(number => new RoutedItem($"routed-{number}", string.Create(CultureInfo.InvariantCulture, $"Say the number {unchecked((uint)(source.Seed + (number * 7919))) % 1000}.")))]);

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        var trial = await models.AskAsync(clearance, tuned, ((RoutedItem)item).Question, tools: null, patience: null, cancellationToken);
        return new Measurement(trial.Trouble is null ? 1 / (1 + (trial.Milliseconds / 1000)) : 0, trial.Milliseconds, trial.Milliseconds, trial.Trouble) { Cost = trial.Cost };
    }

    public double Difference(Measurement before, Measurement after) => (before.Score, after.Score) switch
    {
        (0, 0) => 0,
        (_, 0) => -1,
        (0, _) => 1,
        _ when after.Value < before.Value * (1 - Tie) => 1,
        _ when after.Value > before.Value * (1 + Tie) => -1,
        _ => 0,
    };

    private sealed record RoutedItem(string Id, string Question) : BenchmarkItem(Id);
}
