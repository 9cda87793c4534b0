using System.ComponentModel;
using System.Globalization;
using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Charts;

/// <summary>What a chart shows, in figures.</summary>
/// <param name="Series">Its name.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Points">How many there are.</param>
/// <param name="Latest">The newest.</param>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The greatest.</param>
/// <param name="Mean">Of all.</param>
/// <param name="Outlook">When it will reach its limit, where that can be said.</param>
internal sealed record ChartReport(string Series, string Unit, int Points, double Latest, double Least, double Most, double Mean, string? Outlook);

/// <summary>Draws how something went, and where it goes.</summary>
internal sealed class ChartOperation(MetricStore store, ChartPainter painter, IOptions<FleetOptions> fleet, TimeProvider time)
{
    private const int MostNames = 20;

    [Operation("fleet.chart", Slash = "chart", Toolset = "fleet")]
    [Description("Draws CPU, memory, disk, temperature or network of the host, a container or a GPU over time")]
    public async Task<OperationResult<ChartReport>> DrawAsync(
        [Description("Such as host/cpu, host/disk:/, container/web/memory, gpu/0/temperature"), Suggest<SeriesNames>] string series = "host/cpu",
        [Description("How far back")] ChartSpan span = ChartSpan.Day,
        CancellationToken cancellationToken = default)
    {
        var known = await store.SeriesAsync(cancellationToken);
        var name = known.FirstOrDefault(one => string.Equals(one, series.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new OperationException(known.Count == 0
                ? "Nothing was measured yet; the first figures are there after a minute."
                : $"There is no series '{series}'. There are: {string.Join(", ", known.Where(one => one.Contains(series.Trim(), StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(known[0]).Take(MostNames))}.");
        var (step, back) = span switch
        {
            ChartSpan.Hour => (MetricStep.Minutes, TimeSpan.FromHours(1)),
            ChartSpan.Day => (MetricStep.Minutes, TimeSpan.FromDays(1)),
            ChartSpan.Week => (MetricStep.Quarters, TimeSpan.FromDays(7)),
            _ => (MetricStep.Hours, TimeSpan.FromDays(30)),
        };
        var points = await store.ReadAsync(name, step, back, cancellationToken);
        if (points.Count == 0)
            throw new OperationException($"Nothing of {name} was measured in the last {span.ToString().ToLowerInvariant()}.");

        var now = time.GetUtcNow();
        var unit = SeriesUnits.Of(name);
        var limit = OutlookLimit.Of(name, fleet.Value) ?? (unit == "%" ? OutlookLimit.Full : null);
        var forecast = limit is not null && span != ChartSpan.Hour ? Forecaster.Forecast(points, limit.Value, horizon: back / 3) : null;
        var report = new ChartReport(
            name, unit, points.Count, Round(points[^1].Value), Round(points.Min(point => point.Value)), Round(points.Max(point => point.Value)), Round(points.Average(point => point.Value)),
            forecast?.Outlook(now, limit!.Word));
        return OperationResult.Of(report, new Card
        {
            Title = $"{name}: {Text(report.Latest, unit)}",
            Text = report.Outlook,
            Fields = [new CardField("Least", Text(report.Least, unit), true), new CardField("Mean", Text(report.Mean, unit), true), new CardField("Most", Text(report.Most, unit), true)],
            Picture = new CardFile("chart.png", "image/png", painter.Draw(name, unit, now - back, now, [(name, points)], forecast is { Reaches: not null } ? forecast : null)),
            Footer = $"last {span.ToString().ToLowerInvariant()} · {time.LocalTimeZone.Id}",
        });
    }

    private static double Round(double value) => Math.Round(value, 2);

    private static string Text(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {unit}").TrimEnd();
}
