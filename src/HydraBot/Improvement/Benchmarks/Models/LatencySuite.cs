using System.Globalization;
using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Budgets;
using HydraBot.Inference.Endpoints;

namespace HydraBot.Improvement.Benchmarks.Models;

/// <summary>How fast each model on each endpoint answers: first token, tokens a second, whole.</summary>
internal sealed class LatencySuite(IModelBench models, EndpointTrial trial, Budget budget, TimeProvider time) : IBenchmarkSuite
{
    private const int Tokens = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public string Name => "latency";

    public string Title => "Inference latency of each endpoint and model: first token, tokens a second, whole answer";

    public string Unit => "ms";

    public int Standard => 10;

    public bool IsGuard => false;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => models.MissingAsync(cancellationToken);

    /// <remarks>So many questions to each model, one model after the other.</remarks>
    public async Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) =>
    [
        .. (await models.PlacesAsync(cancellationToken)).SelectMany(place => Enumerable.Range(0, count)
            .Select(number => new LatencyItem(string.Create(CultureInfo.InvariantCulture, $"{place} {number}"), place, unchecked((uint)(source.Seed + (number * 104_729))) % 9000 + 1000))),
    ];

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var latency = (LatencyItem)item;
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var began = time.GetTimestamp();
        try
        {
            return await AskAsync(latency, either.Token);
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new Measurement(0, Milliseconds(began), Milliseconds(began), Note: EndpointTrouble.Of(exception, Patience));
        }
    }

    private async Task<Measurement> AskAsync(LatencyItem item, CancellationToken cancellationToken)
    {
        var prompt = string.Create(CultureInfo.InvariantCulture, $"Count upwards from {item.Start}, one number a line.");
        var times = await trial.AskAsync(item.Place, prompt, Tokens, cancellationToken);
        if (times.Trouble is { } trouble)
            return new Measurement(0, times.Whole, times.Whole, Note: trouble);
        return new Measurement(1 / (1 + (times.Whole / 1000)), times.Whole, times.Whole)
        {
            Cost = budget.OfAnswer(times.Whole, times.Tokens, item.Place.Price * times.Tokens / 1_000_000),
            Parts = new Dictionary<string, double>
            {
                [$"{item.Place} first token ms"] = Math.Round(times.First, 1),
                [$"{item.Place} tokens a second"] = Math.Round(times.TokensPerSecond, 1),
                [$"{item.Place} ms"] = Math.Round(times.Whole, 1),
            },
        };
    }

    private double Milliseconds(long began) => time.GetElapsedTime(began).TotalMilliseconds;

    private sealed record LatencyItem(string Id, ModelPlace Place, uint Start) : BenchmarkItem(Id);
}
