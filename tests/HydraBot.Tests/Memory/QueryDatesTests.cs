using System.Globalization;
using HydraBot.Memory.Recall;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>What times a question may name.</summary>
public sealed class QueryDatesTests
{
    /// <summary>A Saturday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("what happened to jellyfin yesterday?", "2026-11-27", "2026-11-28")]
    [InlineData("and the day  before yesterday", "2026-11-26", "2026-11-27")]
    [InlineData("what happened last night", "2026-11-27T17:00", "2026-11-28T10:00")]
    [InlineData("who was here today", "2026-11-28", "2026-11-29")]
    [InlineData("what broke last week", "2026-11-16", "2026-11-23")]
    [InlineData("what broke this week", "2026-11-23", "2026-11-30")]
    [InlineData("last weekend", "2026-11-21", "2026-11-23")]
    [InlineData("what did we do last month", "2026-10-01", "2026-11-01")]
    [InlineData("last year's disks", "2025-01-01", "2026-01-01")]
    [InlineData("what happened on Saturday", "2026-11-21", "2026-11-22")]
    [InlineData("what happened last friday", "2026-11-27", "2026-11-28")]
    [InlineData("3 days ago", "2026-11-25", "2026-11-26")]
    [InlineData("two weeks ago", "2026-11-09", "2026-11-16")]
    [InlineData("restarts in the last 7 days", "2026-11-21", "2026-11-29")]
    [InlineData("what was bought in May 2026", "2026-05-01", "2026-06-01")]
    [InlineData("what was bought in december", "2025-12-01", "2026-01-01")]
    [InlineData("what failed on 3 May 2025", "2025-05-03", "2025-05-04")]
    [InlineData("what failed on May 3rd, 2025", "2025-05-03", "2025-05-04")]
    [InlineData("what failed on the 29th of November", "2025-11-29", "2025-11-30")]
    [InlineData("outage of 2026-02-28", "2026-02-28", "2026-03-01")]
    [InlineData("outages in 2026-02", "2026-02-01", "2026-03-01")]
    public void A_time_is_read_as_people_write_it(string query, string from, string to) =>
        Assert.Equal(new Stretch(At(from), At(to)), QueryDates.Read(query, Now));

    [Theory]
    [InlineData("may I restart it")]
    [InlineData("the march of time")]
    [InlineData("where does nas run")]
    [InlineData("srv-2026-02-28")]
    [InlineData("2026-13-01 and 2026-02-31")]
    [InlineData("999 years ago 0000-01-01")]
    [InlineData("in December 9999")]
    [InlineData("9999-12-31")]
    [InlineData("")]
    public void What_is_no_time_or_beyond_all_times_breaks_nothing(string query)
    {
        var read = QueryDates.Read(query, Now);
        Assert.True(read is null || read.From < read.To);
        Assert.Equal(query.Contains("ago", StringComparison.Ordinal), read is not null);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
