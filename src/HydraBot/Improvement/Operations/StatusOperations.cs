using System.Globalization;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Archive;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Budgets;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Tunables;
using Microsoft.Extensions.Options;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Improvement.Operations;

/// <summary>How the house's work on itself stands, its archive, and its tunables by hand.</summary>
internal sealed class StatusOperations(ProposalStore proposals, TuningDesk tuning, BenchmarkRunner runner, Budget budget, IOptions<ImprovementOptions> options)
{
    private const int MostEntries = 1000;

    [Operation("improvement.status", Toolset = "improvement")]
    [Description("Shows how the house's work on itself stands: tunables, suites, budget, what is under watch")]
    public async Task<OperationResult<ImprovementStatus>> StatusAsync(CancellationToken cancellationToken = default)
    {
        var all = await proposals.ListAsync(null, MostEntries, cancellationToken);
        var suites = new List<SuiteView>();
        foreach (var suite in runner.Suites)
            suites.Add(new SuiteView(suite.Name, suite.Title, await suite.MissingAsync(cancellationToken)));
        var (now, limits) = (tuning.Current, options.Value.Budget);
        var status = new ImprovementStatus
        {
            Paused = await budget.ExhaustedAsync(cancellationToken),
            Quiet = budget.IsQuiet,
            Tuning = now.Version,
            Hash = now.Hash,
            Proposals = all.CountBy(one => one.State).ToDictionary(pair => JsonNamingPolicy.CamelCase.ConvertName(pair.Key.ToString()), pair => pair.Value),
            Watched = [.. all.Where(one => one.State is ProposalState.Deployed or ProposalState.Watched).Select(ProposalLine.Of)],
            Spent = await budget.SpentAsync(cancellationToken),
            Limits = new Cost(limits.HoursPerDay * 3600, limits.TokensPerDay, limits.MoneyPerDay, limits.GpuHoursPerDay * 3600),
            Suites = suites,
            Tunables = [.. now.Catalog.All.Select(tunable => View(tunable, now))],
        };
        return OperationResult.Of(status, Draw(status));
    }

    [Operation("improvement.archive")]
    [Description("Draws the tree of all variants that were tried, with their scores and what was kept")]
    public async Task<OperationResult<ArchiveView>> ArchiveAsync(CancellationToken cancellationToken = default)
    {
        var all = await proposals.ListAsync(null, MostEntries, cancellationToken);
        var view = new ArchiveView(all.Count, [.. all.Where(one => one.IsInForce).Select(one => one.Id)], [.. all.Select(ProposalLine.Of)]);
        return OperationResult.Of(view, new Card
        {
            Title = all.Count == 0 ? "The archive is empty" : string.Create(CultureInfo.InvariantCulture, $"The archive: {all.Count} variants"),
            Text = string.Join('\n', all.Where(one => one.IsInForce).Select(one => string.Create(CultureInfo.InvariantCulture, $"In force: **{one.Number}** {one.Title}"))),
            Picture = all.Count == 0 ? null : new CardFile("archive.png", "image/png", ArchivePicture.Draw(view.Entries)),
        });
    }

    [Operation("improvement.tune", Access = AccessLevel.Owner, Effect = OperationEffect.Change)]
    [Description("Sets a tunable by hand, untested; improvement.propose is the better way")]
    public async Task<OperationResult<TunableView>> TuneAsync(
        [Description("The tunable"), Suggest<TunableNames>] string name, [Description("Its new value; 'default' for how it was built")] string value, Clearance clearance,
        CancellationToken cancellationToken = default)
    {
        var tunable = tuning.Current.Catalog.Find(name.Trim())
            ?? throw OperationException.WrongArgument($"There is no tunable '{name}'; there are {string.Join(", ", tuning.Current.Catalog.All.Select(known => known.Name))}.");
        var wanted = value == "default" ? tunable.Default
            : tunable.TryRead(Json(tunable, value), out var read, out var problem) ? read : throw OperationException.WrongArgument(problem);
        var swapped = await tuning.SwapAsync(
            clearance, now => now.With(now.Version, new Dictionary<string, TuningValue> { [tunable.Name] = wanted }), $"{tunable.Name} was set by hand.", null, null, cancellationToken);
        var view = View(tunable, swapped!.Value.Now);
        return OperationResult.Of(view, new Card
        {
            Title = $"{tunable.Name} is {wanted}",
            Severity = CardSeverity.Warning,
            Text = $"It was {swapped.Value.Before[tunable]}. Nothing was tested.",
            Footer = string.Create(CultureInfo.InvariantCulture, $"Version {swapped.Value.Now.Version}, {swapped.Value.Now.Hash}"),
        });
    }

    private static JsonElement Json(Tunable tunable, string value) =>
        tunable.IsNumber && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonElement.Parse(number.ToString("R", CultureInfo.InvariantCulture))
            : JsonElement.Parse(TuningValue.Of(value).ToJson().ToJsonString());

    private static TunableView View(Tunable tunable, TuningSnapshot now) => new(
        tunable.Name, tunable.Group.ToString().ToLowerInvariant(), tunable.Title, tunable.Suite, tunable.Allowed,
        JsonElement.Parse(now[tunable].ToJson().ToJsonString()), JsonElement.Parse(tunable.Default.ToJson().ToJsonString()));

    private static Card Draw(ImprovementStatus status) => new()
    {
        Title = status.Paused is null ? "The house may work on itself" : "The house does not work on itself now",
        Severity = status.Paused is null ? CardSeverity.Good : CardSeverity.Warning,
        Text = status.Paused,
        Fields =
        [
            new("Tunables", string.Create(CultureInfo.InvariantCulture, $"version {status.Tuning}, {status.Tunables.Count(one => one.Value.GetRawText() != one.Standard.GetRawText())} of {status.Tunables.Count} changed"), Inline: true),
            new("Proposals", status.Proposals.Count == 0 ? "none" : string.Join(", ", status.Proposals.Select(pair => $"{pair.Value} {pair.Key}")), Inline: true),
            new("Spent today", string.Create(CultureInfo.InvariantCulture, $"{status.Spent.Seconds / 60:0.0} of {status.Limits.Seconds / 60:0} min, {status.Spent.GpuSeconds / 60:0.0} of {status.Limits.GpuSeconds / 60:0} GPU min, {status.Spent.Tokens} tokens, {status.Spent.Money:0.00}"), Inline: true),
            // Several are missing for the same reason, which is long.
            new("Suites", string.Join('\n', status.Suites.GroupBy(suite => suite.Missing).OrderBy(group => group.Key is not null)
                .Select(group => $"{(group.Key is null ? "🟢" : "⚪")} {string.Join(", ", group.Select(suite => suite.Name))}{(group.Key is { } why ? $": {BenchmarkCard.Plain(why)}" : "")}"))),
            .. status.Watched.Select(one => new CardField("Under watch", string.Create(CultureInfo.InvariantCulture, $"**{one.Number}** {one.Title}"))),
        ],
        Footer = $"hash {status.Hash}",
    };
}
