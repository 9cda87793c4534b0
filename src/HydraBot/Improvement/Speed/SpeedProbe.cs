using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks.Models;
using HydraBot.Improvement.Statistics;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Speed;

/// <summary>Tokens a second on the same prompts, one after the other: code, forms, prose, and text that repeats, since a draft guesses these unlike well.</summary>
internal sealed class SpeedProbe(EndpointTrial trial, IOptions<ImprovementOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Prompts =
    [
        "Write a Python function that parses an ISO 8601 duration such as P3DT4H12M and returns seconds. Code alone.",
        "Give a JSON array of the eight planets with the keys name, radius_km and moons.",
        "Explain to a new colleague in plain prose why backups must be restored from now and then.",
        "Repeat this list exactly, and then once more in reverse order: alpha, bravo, charlie, delta, echo, foxtrot, golf, hotel, india, juliett.",
        "Write a docker compose file with PostgreSQL, a web service and a reverse proxy. YAML alone.",
        "Count upwards from 100, one number a line.",
    ];

    /// <summary>Each prompt so often; the first question after a start warms up and does not count.</summary>
    /// <exception cref="OperationException">It does not answer.</exception>
    public async Task<SpeedMeasure> MeasureAsync(ModelPlace place, SpeedSetup setup, int repeats, CancellationToken cancellationToken)
    {
        await AskAsync(place, Prompts[^1], cancellationToken);
        var values = new List<double>();
        for (var turn = 0; turn < repeats; turn++)
        {
            foreach (var prompt in Prompts)
                values.Add((await AskAsync(place, prompt, cancellationToken)).TokensPerSecond);
        }

        var interval = Bootstrap.Of(values, Bootstrap.Mean);
        return new SpeedMeasure(setup, Math.Round(values.Average(), 2), Math.Round(interval.Low, 2), Math.Round(interval.High, 2)) { Values = values };
    }

    private async Task<TrialTimes> AskAsync(ModelPlace place, string prompt, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var times = await trial.AskAsync(place, prompt, options.Value.Speed.Tokens, either.Token);
            return times.Trouble is { } trouble ? throw new OperationException($"{place}: {trouble}.") : times;
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationException($"{place}: {EndpointTrouble.Of(exception, Patience)}.", exception);
        }
    }
}

/// <summary>How fast a setup is.</summary>
/// <param name="Setup">Which.</param>
/// <param name="TokensPerSecond">On average.</param>
/// <param name="Low">The lower end of the average's interval at 95 %.</param>
/// <param name="High">The upper end.</param>
internal sealed record SpeedMeasure(SpeedSetup Setup, double TokensPerSecond, double Low, double High)
{
    /// <summary>Why it could not be measured; null where it was.</summary>
    public string? Trouble { get; init; }

    /// <summary>Each answer's, the prompts in their order.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>How much faster this is than another, prompt by prompt, as a share, with the interval at 95 %.</summary>
    public (double Gain, Interval Interval) Over(SpeedMeasure before)
    {
        double[] ratios = [.. Values.Zip(before.Values, (after, earlier) => (after / Math.Max(0.001, earlier)) - 1)];
        return (ratios.Average(), Bootstrap.Of(ratios, Bootstrap.Mean));
    }

    public override string ToString() => Trouble ?? string.Create(CultureInfo.InvariantCulture, $"{TokensPerSecond:0.0} tokens a second ({Low:0.0} to {High:0.0})");
}
