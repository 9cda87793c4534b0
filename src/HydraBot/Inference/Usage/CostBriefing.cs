using System.Globalization;
using HydraBot.Hosting.Morning;

namespace HydraBot.Inference.Usage;

/// <summary>What language models were asked, and what it cost.</summary>
internal sealed class CostBriefing(UsageStore store) : IBriefingSource
{
    public string Heading => "Models and costs";

    public int Order => 50;

    public async Task<BriefingLines> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var uses = await store.ModelsSinceAsync(since, cancellationToken);
        return new BriefingLines(uses.Count == 0 ? [] : [Total(uses), .. uses.Where(use => use.Model.Length > 0).Select(Line)], []);
    }

    private static string Total(IReadOnlyList<ModelUse> uses) =>
        $"{Money(uses.Sum(use => use.Cost))} for {Count(uses.Sum(use => use.Requests), "request", "requests")}, {uses.Sum(use => use.Tokens).ToString("N0", CultureInfo.InvariantCulture)} tokens";

    private static string Line(ModelUse use) =>
        $"`{use.Model}`{(use.Endpoint.Length > 0 ? $" at {use.Endpoint}" : "")}: {Money(use.Cost)}, {Count(use.Requests, "request", "requests")}"
        + (use.Cached > 0 ? string.Create(CultureInfo.InvariantCulture, $", {use.Cached} from the cache") : "")
        + (use.Troubled > 0 ? string.Create(CultureInfo.InvariantCulture, $", {use.Troubled} with trouble") : "");

    private static string Money(decimal dollars) => dollars switch
    {
        0 => "no cost",
        < 0.01m => "under $0.01",
        _ => string.Create(CultureInfo.InvariantCulture, $"${dollars:N2}"),
    };

    private static string Count(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
