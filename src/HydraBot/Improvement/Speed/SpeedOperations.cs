using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Benchmarks.Models;
using HydraBot.Improvement.Budgets;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Options;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Speed;

/// <summary>Makes a model's server faster: what it can do, what would be better, and putting that in force.</summary>
internal sealed class SpeedOperations(
    EndpointDirectory directory, IEnumerable<ISpeedControl> controls, SpeedSearch search, SpeedProbe probe, SpeedStore store, Budget budget, IOptions<ImprovementOptions> options, TimeProvider time)
{
    /// <summary>1 while a server is tuned: a GPU measures one thing at a time.</summary>
    private int _busy;

    [Operation("inference.abilities", TimeLimitSeconds = 60)]
    [Description("Shows how a model's server runs: draft model, GPU split, cache, batch size, and what may be tried")]
    public async Task<OperationResult<SpeedAbilities>> ReadAsync(
        [Description("The endpoint"), Suggest<TunedEndpoints>] string endpoint, CancellationToken cancellationToken = default)
    {
        var target = await FindAsync(endpoint, cancellationToken);
        var limits = target.Backend;
        return OperationResult.Of(target.Abilities, new Card
        {
            Title = $"{target.Endpoint.Name}: {target.Abilities.Model}",
            Text = $"Runs with {target.Abilities.Setup}.",
            Fields =
            [
                .. target.Abilities.DraftModels.Count == 0 ? (IEnumerable<CardField>)[] : [new CardField("Draft models it has", string.Join(", ", target.Abilities.DraftModels))],
                new CardField("May be tried", string.Join('\n', Lines(limits).DefaultIfEmpty("nothing (Improvement:Speed:Backends)"))),
            ],
        });
    }

    [Operation("inference.findings")]
    [Description("Shows what searches for faster settings found")]
    public async Task<OperationResult<SpeedFindings>> ListAsync([Description("How many"), Range(1, 50)] int limit = 5, CancellationToken cancellationToken = default)
    {
        var findings = await store.ListAsync(limit, cancellationToken);
        return OperationResult.Of(new SpeedFindings(findings), findings.Count == 0
            ? new Card { Title = "Nothing was searched yet", Text = "Start a search with inference.tune." }
            : SpeedCard.Found(findings[0]) with { Fields = [.. findings.Select(one => new CardField(one.Endpoint, string.Create(CultureInfo.InvariantCulture, $"{one.Before.TokensPerSecond:0.0} → {one.After.TokensPerSecond:0.0} tokens a second: {one.After.Setup} (`{one.Id:D}`)")))] });
    }

    [Operation("inference.tune", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 7200)]
    [Description("Searches faster settings of a model's server within the limits of the settings, and puts it back as it was")]
    public async Task<OperationResult<SpeedFinding>> TuneAsync(
        [Description("The endpoint"), Suggest<TunedEndpoints>] string endpoint,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("How long it may take"), Range(1, 120)] int? minutes = null,
        CancellationToken cancellationToken = default)
    {
        using var turn = Begin();
        var target = await FindAsync(endpoint, cancellationToken);
        await using var meter = await budget.BeginAsync($"speed of {target.Endpoint.Name}", cancellationToken);
        var limit = minutes is { } wanted ? TimeSpan.FromMinutes(wanted) : options.Value.Speed.Budget;
        var finding = (await search.RunAsync(clearance, target, limit, meter, progress, cancellationToken)) with { Id = Guid.CreateVersion7(time.GetUtcNow()) };
        await store.AddAsync(finding, cancellationToken);
        return OperationResult.Of(finding, SpeedCard.Found(finding));
    }

    [Operation("inference.apply", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 7200)]
    [Description("Puts the settings in force that a search found, measures, and goes back where they are no faster")]
    public async Task<OperationResult<SpeedApplied>> ApplyAsync(
        [Description("Id of what the search found")] Guid tuning, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken = default)
    {
        using var turn = Begin();
        var finding = await store.FindAsync(tuning, cancellationToken) ?? throw OperationException.WrongArgument($"There is no finding {tuning}; search with inference.tune first.");
        var target = await FindAsync(finding.Endpoint, cancellationToken);
        if (target.Abilities.Model != finding.Model)
            throw new OperationException($"{finding.Endpoint} runs {target.Abilities.Model} by now, and the finding is about {finding.Model}; search again.");
        var present = target.Abilities.Setup;
        if (present == finding.After.Setup)
            throw new OperationException($"{finding.Endpoint} runs with {present} already.");

        progress.Report(new OperationProgress($"Measuring {finding.Endpoint} as it runs…", 0.1));
        var before = await probe.MeasureAsync(target.Place, present, options.Value.Speed.Repeats, cancellationToken);
        var kept = false;
        try
        {
            progress.Report(new OperationProgress($"Starting it with {finding.After.Setup}…", 0.4));
            var after = await search.TryAsync(clearance, target, finding.After.Setup, options.Value.Speed.Repeats, cancellationToken);
            kept = after.Trouble is null && after.Over(before).Gain > 0;
            return OperationResult.Of(new SpeedApplied(finding.Id, kept, before, after), SpeedCard.Applied(finding, before, after, kept));
        }
        finally
        {
            if (!kept)
                await search.RestoreAsync(clearance, target, present);
        }
    }

    private Turn Begin() => Interlocked.Exchange(ref _busy, 1) == 0 ? new Turn(this) : throw new OperationException("A server is being tuned already; one at a time.");

    private async Task<SpeedTarget> FindAsync(string name, CancellationToken cancellationToken)
    {
        var backends = options.Value.Speed.Backends;
        if (!backends.TryGetValue(name.Trim(), out var backend))
            throw OperationException.WrongArgument($"'{name}' is not set up to be tuned; {(backends.Count == 0 ? "none is" : $"there are: {string.Join(", ", backends.Keys)}")}. Name its server and limits in Improvement:Speed:Backends:{name.Trim()}.");
        var endpoint = directory.Endpoints.FirstOrDefault(one => one.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw OperationException.WrongArgument($"There is no endpoint '{name}' in Inference:Endpoints. There are: {string.Join(", ", directory.Endpoints.Select(one => one.Name))}.");
        var control = controls.First(control => control.Controls(backend.Server));
        var abilities = await control.ReadAsync(endpoint, backend, cancellationToken);
        var missing = abilities.DraftModels.Count == 0 ? [] : backend.DraftModels.Where(draft => draft != SpeedSetup.None && !abilities.DraftModels.Contains(draft)).ToArray();
        return missing.Length == 0
            ? new SpeedTarget(endpoint, new ModelPlace(endpoint.Name, endpoint.Url, endpoint.ApiKey, abilities.Model), backend, control, abilities)
            : throw new OperationException($"{endpoint.Name} has no draft model {string.Join(", ", missing)}. It has: {string.Join(", ", abilities.DraftModels)}.");
    }

    private static IEnumerable<string> Lines(SpeedBackendOptions limits)
    {
        foreach (var (name, values) in ((string, IEnumerable<string>)[])
        [
            ("draft", limits.DraftModels), ("drafted tokens", limits.DraftTokens.Select(count => count.ToString(CultureInfo.InvariantCulture))), ("split", limits.Splits), ("cache", limits.CacheModes),
            ("batch", limits.BatchSizes.Select(size => size.ToString(CultureInfo.InvariantCulture))),
        ])
        {
            if (values.Any())
                yield return $"{name}: {string.Join(" | ", values)}";
        }
    }

    private sealed class Turn(SpeedOperations all) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref all._busy, 0);
    }
}

/// <summary>What searches found.</summary>
/// <param name="Findings">The newest first.</param>
internal sealed record SpeedFindings(IReadOnlyList<SpeedFinding> Findings);

/// <summary>What came of putting a finding in force.</summary>
/// <param name="Tuning">The finding.</param>
/// <param name="Kept">False where it was no faster and was taken back.</param>
/// <param name="Before">As it ran.</param>
/// <param name="After">With the finding in force.</param>
internal sealed record SpeedApplied(Guid Tuning, bool Kept, SpeedMeasure Before, SpeedMeasure After);
