using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Forecasts;
using HydraBot.Storage;
using HydraBot.Tests.Backups;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Xunit;

namespace HydraBot.Tests.Fleet.Forecasts;

/// <summary>What grows is told before it breaks: when, how sure that is, and with the chart of it.</summary>
public sealed class OutlookTests
{
    private const long Hour = 3_600_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("host/disk:/", 40, 0.5, "will be full")]
    [InlineData("host/inodes:/srv", 40, 0.5, "will be full")]
    [InlineData("host/memory", 40, 0.5, "will be full")]
    [InlineData("gpu/0/memory", 40, 0.5, "will be full")]
    [InlineData("host@nas/disk:/srv", 40, 0.5, "will be full")]
    [InlineData("host/temperature:coretemp Package id 0", 40, 0.4, "will be too hot")]
    [InlineData("gpu/1/temperature", 40, 0.4, "will be too hot")]
    [InlineData("container/web/restarts", 0, 0.09, "will be restarted as often as it may")]
    [InlineData("container/web@nas/restarts", 0, 0.09, "will be restarted as often as it may")]
    [InlineData("service/shop/errors", 0, 0.18, "will fail one time in five")]
    [InlineData("service/shop/latency", 100, 40, "will take longer than is waited for")]
    public async Task What_grows_towards_its_limit_is_told_with_when_how_sure_and_a_chart(string series, double from, double perHour, string what)
    {
        await using var house = await HouseAsync();
        await GrowAsync(house, series, hour => from + (hour * perHour));

        await house.Road.Services.GetRequiredService<OutlookSchedule>().LookAsync(Token);

        var alert = Assert.Single(await house.Road.Services.GetRequiredService<AlertStore>().ListAsync(all: false, 10, Token));
        Assert.Equal($"`{series}` {what}", alert.Title);
        Assert.Contains("in about **", alert.Text, StringComparison.Ordinal);
        Assert.Contains("% sure", alert.Text, StringComparison.Ordinal);
        var drawn = await house.Road.Services.GetRequiredService<IAlertPicture>().DrawAsync(alert, Token);
        using var picture = SKBitmap.Decode(drawn!.Content.Span);
        Assert.Equal((780, 460), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData("host/disk:/", 40)]
    [InlineData("container/web/restarts", 1)]
    [InlineData("service/shop/errors", 3)]
    [InlineData("service/other/latency", 100)]
    [InlineData("host/cpu", 99)]
    public async Task What_stays_as_it_is_is_not_told(string series, double at)
    {
        await using var house = await HouseAsync();
        await GrowAsync(house, series, _ => at);

        await house.Road.Services.GetRequiredService<OutlookSchedule>().LookAsync(Token);

        Assert.Empty(await house.Road.Services.GetRequiredService<AlertStore>().ListAsync(all: false, 10, Token));
    }

    [Fact]
    public async Task What_is_said_by_somebody_else_has_no_chart()
    {
        await using var house = await HouseAsync();
        var (alerts, desk) = (house.Road.Services.GetRequiredService<AlertStore>(), house.Road.Services.GetRequiredService<AlertDesk>());
        await desk.RaiseAsync(new AlertSignal("container:web", "healing", "Containers", AlertSeverity.Warning, "`web` is down"), Token);

        Assert.Null(await house.Road.Services.GetRequiredService<IAlertPicture>().DrawAsync(Assert.Single(await alerts.ListAsync(all: false, 10, Token)), Token));
    }

    private static Task<BackupHouse> HouseAsync() => BackupHouse.StartAsync(
        ("Fleet:Engine", "unix:///nowhere/docker.sock"), ("Fleet:Services:shop:Kind", "Tcp"), ("Fleet:Services:shop:Target", "127.0.0.1:9"), ("Fleet:Services:shop:Interval", "1.00:00:00"), ("Fleet:Services:shop:Timeout", "00:00:05"));

    private static async Task GrowAsync(BackupHouse house, string series, Func<int, double> value)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / Hour * Hour;
        await house.Road.Services.GetRequiredService<Database>().WriteAsync(Durability.Process, async session =>
        {
            for (var hour = 0; hour < 72; hour++)
                await session.ExecuteAsync("INSERT INTO fleet_samples (series, step, at, total, samples) VALUES (@series, @step, @at, @total, 1)", ("series", series), ("step", Hour), ("at", now - ((72 - hour) * Hour)), ("total", value(hour)));
            return 0;
        }, Token);
    }
}
