using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks.Models;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Proposals;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Speed;

/// <summary>
/// Looks for a faster setup knob by knob, keeps what is faster, and measures the best beside the first once more at the end: the best of many is lucky
/// too. However it ends, the backend runs as it did before.
/// </summary>
internal sealed class SpeedSearch(SpeedProbe probe, IOptions<ImprovementOptions> options, TimeProvider time)
{
    public async Task<SpeedFinding> RunAsync(
        Clearance clearance, SpeedTarget target, TimeSpan budget, SpendingMeter meter, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var first = target.Abilities.Setup;
        var running = first;
        var tried = new List<SpeedMeasure>();
        try
        {
            progress.Report(new OperationProgress($"Measuring {target.Endpoint.Name} as it runs…", 0));
            var best = await probe.MeasureAsync(target.Place, first, 1, cancellationToken);
            tried.Add(best);
            // A second round, since what a split does may hang on the draft that was found meanwhile.
            for (var (round, found) = (0, true); round < 2 && found; round++)
            {
                found = false;
                for (var knob = 0; knob < 5; knob++)
                {
                    foreach (var setup in best.Setup.Knobs(target.Backend).ElementAt(knob).Where(setup => tried.All(one => one.Setup != setup)))
                    {
                        // What is left must do for the two measures at the end.
                        if (time.GetElapsedTime(began) > budget * 0.7)
                            break;
                        progress.Report(new OperationProgress($"Trying {setup} (best so far: {best.TokensPerSecond:0.0} tokens a second, {best.Setup})…", Math.Min(0.9, time.GetElapsedTime(began) / budget)));
                        running = setup;
                        var measured = await TryAsync(clearance, target, setup, 1, cancellationToken);
                        tried.Add(measured);
                        if (measured.Trouble is null && measured.TokensPerSecond > best.TokensPerSecond)
                            (best, found) = (measured, true);
                    }
                }
            }

            if (best.Setup == first)
                return new SpeedFinding(target.Endpoint.Name, target.Place.Model, best, best, tried) { Seconds = Seconds() };
            progress.Report(new OperationProgress($"Measuring {best.Setup} beside what ran before…", 0.95));
            running = first;
            var before = await TryAsync(clearance, target, first, options.Value.Speed.Repeats, cancellationToken);
            running = best.Setup;
            var after = await TryAsync(clearance, target, best.Setup, options.Value.Speed.Repeats, cancellationToken);
            if (before.Trouble is { } cannot)
                throw new OperationException($"{target.Endpoint.Name} does not run any more as it did: {cannot}");
            if (after.Trouble is not null)
                return new SpeedFinding(target.Endpoint.Name, target.Place.Model, before, before, tried) { Seconds = Seconds() };
            var (gain, interval) = after.Over(before);
            return new SpeedFinding(target.Endpoint.Name, target.Place.Model, before, after, tried)
            {
                Gain = Math.Round(gain, 3),
                GainLow = Math.Round(interval.Low, 3),
                GainHigh = Math.Round(interval.High, 3),
                Seconds = Seconds(),
            };
        }
        finally
        {
            // Its graphics cards are nobody else's meanwhile.
            meter.Add(new Cost(0, 0, 0, Seconds()));
            if (running != first)
                await RestoreAsync(clearance, target, first);
        }

        double Seconds() => Math.Round(time.GetElapsedTime(began).TotalSeconds, 1);
    }

    /// <summary>Puts a setup in force and measures it; what does not come up is a finding too.</summary>
    public async Task<SpeedMeasure> TryAsync(Clearance clearance, SpeedTarget target, SpeedSetup setup, int repeats, CancellationToken cancellationToken)
    {
        try
        {
            await target.Control.ApplyAsync(clearance, target.Endpoint, target.Backend, setup, cancellationToken);
            return await probe.MeasureAsync(target.Place, setup, repeats, cancellationToken);
        }
        catch (OperationException exception)
        {
            return new SpeedMeasure(setup, 0, 0, 0) { Trouble = exception.Message };
        }
    }

    /// <summary>Also when somebody cancelled: a backend is not left half tried. The emergency stop has no say in going back.</summary>
    public async Task RestoreAsync(Clearance clearance, SpeedTarget target, SpeedSetup setup)
    {
        using var limit = new CancellationTokenSource(options.Value.Speed.LoadTimeout, time);
        await target.Control.ApplyAsync(clearance, target.Endpoint, target.Backend, setup, limit.Token);
    }
}

/// <summary>What is tuned.</summary>
internal sealed record SpeedTarget(
    HydraBot.Inference.Endpoints.InferenceEndpoint Endpoint, ModelPlace Place, SpeedBackendOptions Backend, ISpeedControl Control, SpeedAbilities Abilities);

/// <summary>What a search found.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Model">Of which model.</param>
/// <param name="Before">As it ran.</param>
/// <param name="After">The best; the same where nothing was better.</param>
/// <param name="Tried">All that was tried, in order.</param>
internal sealed record SpeedFinding(string Endpoint, string Model, SpeedMeasure Before, SpeedMeasure After, IReadOnlyList<SpeedMeasure> Tried)
{
    public Guid Id { get; init; }

    /// <summary>How much faster, as a share, prompt by prompt.</summary>
    public double Gain { get; init; }

    /// <summary>The lower end of its interval at 95 %.</summary>
    public double GainLow { get; init; }

    /// <summary>The upper end.</summary>
    public double GainHigh { get; init; }

    public double Seconds { get; init; }

    /// <summary>The whole interval lies above nothing.</summary>
    public bool IsBetter => GainLow > 0;
}
