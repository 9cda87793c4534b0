using System.Threading.Channels;
using HydraBot.Briefing;
using HydraBot.Briefing.Morning;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using HydraBot.Testing.Drivers;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Briefing;

/// <summary>When the morning comes.</summary>
public sealed class BriefingScheduleTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Theory]
    [InlineData("2026-06-01T04:00Z", "07:30", "Europe/Berlin", "2026-06-01T05:30Z")]
    [InlineData("2026-06-01T05:30Z", "07:30", "Europe/Berlin", "2026-06-02T05:30Z")]
    [InlineData("2026-12-01T04:00Z", "07:30", "Europe/Berlin", "2026-12-01T06:30Z")]
    [InlineData("2026-03-28T12:00Z", "02:30", "Europe/Berlin", "2026-03-29T01:00Z")]
    [InlineData("2026-06-01T23:00Z", "07:30", "Asia/Tokyo", "2026-06-02T22:30Z")]
    public void It_is_the_owners_time_of_day_in_summer_in_winter_and_where_an_hour_is_missing(string now, string at, string zone, string next) => Assert.Equal(
        DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture),
        DayTime.Next(
            DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(at, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    [Fact]
    public async Task Each_morning_a_card_stands_in_the_briefing_channel()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var board = new Board();
        var errand = new Errand(house.Services.GetRequiredService<GovernedExecutor>(), [board], time, NullLogger<Errand>.Instance);
        using var schedule = new BriefingSchedule(errand, Options.Create(new BriefingOptions { TimeZone = "UTC" }), time);
        await schedule.StartAsync(TestContext.Current.CancellationToken);

        for (var morning = 0; morning < 2; morning++)
        {
            var posted = board.Posted.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();
            var card = await time.UntilAsync(posted, TimeSpan.FromMinutes(30), TestContext.Current.CancellationToken);
            Assert.Contains("Since ", card.Footer, StringComparison.Ordinal);
        }

        await schedule.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Board : INoticeBoard
    {
        public Channel<Card> Posted { get; } = Channel.CreateUnbounded<Card>();

        public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
        {
            Assert.Equal(NoticeTopic.Briefing, topic);
            return Posted.Writer.WriteAsync(card, cancellationToken);
        }
    }
}
