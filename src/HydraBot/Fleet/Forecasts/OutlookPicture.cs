using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Charts;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Forecasts;

/// <summary>Draws what the outlook saw: the past, and the way on with its band.</summary>
internal sealed class OutlookPicture(MetricStore store, ChartPainter painter, IOptions<FleetOptions> fleet, TimeProvider time) : IAlertPicture
{
    public async Task<CardFile?> DrawAsync(Alert alert, CancellationToken cancellationToken)
    {
        if (OutlookSchedule.SeriesOf(alert) is not { } series || OutlookLimit.Of(series, fleet.Value) is not { } limit)
            return null;
        var points = await store.ReadAsync(series, MetricStep.Hours, OutlookSchedule.Back, cancellationToken);
        if (points.Count == 0)
            return null;
        var now = time.GetUtcNow();
        var forecast = Forecaster.Forecast(points, limit.Value, OutlookSchedule.Horizon);
        return new CardFile("outlook.png", "image/png", painter.Draw(series, SeriesUnits.Of(series), now - OutlookSchedule.Back, now, [(series, points)], forecast));
    }
}
