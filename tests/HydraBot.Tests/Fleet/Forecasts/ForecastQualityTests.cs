using HydraBot.Fleet.Forecasts;
using HydraBot.Fleet.Metrics;
using HydraBot.Testing.Forecasts;
using Xunit;

namespace HydraBot.Tests.Fleet.Forecasts;

/// <summary>Forecasts beside a plain threshold and a plain linear fit, on series whose future is known: what comes after the cut says who was right.</summary>
public class ForecastQualityTests(ITestOutputHelper output)
{
    private const int Past = LabelledSeries.Seen;
    private const double Limit = 100;

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forecasts_find_more_and_cry_wolf_less_than_a_threshold_and_a_straight_line(bool heldOut)
    {
        var series = heldOut ? LabelledSeries.HeldOut(4) : LabelledSeries.Development(4);

        var ours = ForecastScore.Of("outlook", series, Alarm);
        var peers = ForecastScore.Peers.Select(peer => ForecastScore.Of(peer.Name, series, peer.Alarm)).ToArray();

        foreach (var score in peers.Prepend(ours))
            output.WriteLine($"{score}: {string.Join(", ", score.Wrong)}");
        Assert.True(series.Count >= 30);
        Assert.InRange(series.Count(one => one.Reaches), series.Count / 4, series.Count * 3 / 4);
        Assert.All(peers, peer => Assert.True(ours.Precision > peer.Precision && ours.Recall > peer.Recall, peer.Name));
    }

    [Fact]
    public void What_a_machine_did_in_earnest_is_told_more_rightly_than_by_them()
    {
        var series = LabelledSeries.Recorded();

        var ours = ForecastScore.Of("outlook", series, Alarm);
        var peers = ForecastScore.Peers.Select(peer => ForecastScore.Of(peer.Name, series, peer.Alarm)).ToArray();

        foreach (var score in peers.Prepend(ours))
            output.WriteLine($"{score}: {string.Join(", ", score.Wrong)}");
        Assert.Contains(series, one => one.Reaches);
        Assert.All(peers, peer => Assert.True(ours.Precision > peer.Precision && ours.Recall > peer.Recall, peer.Name));
    }

    [Fact]
    public void The_moment_at_which_a_steady_growth_arrives_is_told_with_its_band()
    {
        var values = Enumerable.Range(0, Past).Select(hour => 40 + (0.3 * hour)).ToArray();

        var forecast = Forecaster.Forecast(Points(values), Limit, TimeSpan.FromDays(4));

        Assert.Equal(7.2, forecast!.SlopePerDay, 3);
        var truth = Start.AddHours((Limit - 40) / 0.3);
        Assert.InRange((forecast.Reaches!.Value - truth).TotalHours, -1, 1);
        Assert.True(forecast.Earliest <= forecast.Reaches && forecast.Latest >= forecast.Reaches);
    }

    [Fact]
    public void Too_short_a_past_tells_nothing() => Assert.Null(Forecaster.Forecast(Points([1, 2, 3]), Limit, TimeSpan.FromDays(1)));

    private static MetricPoint[] Points(double[] values) => [.. values.Select((value, hour) => new MetricPoint(Start.AddHours(hour), value))];

    private static bool Alarm(LabelledSeries series) => Forecaster.Forecast(Points([.. series.Past]), series.Limit, TimeSpan.FromHours(LabelledSeries.Ahead)) is { Reaches: not null };
}
