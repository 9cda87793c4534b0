using HydraBot.Fleet.Logs;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Fleet.Logs;

public class SinceReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("90s", "2026-01-31T17:58:30Z")]
    [InlineData("10m", "2026-01-31T17:50:00Z")]
    [InlineData(" 10 minutes ", "2026-01-31T17:50:00Z")]
    [InlineData("2h", "2026-01-31T16:00:00Z")]
    [InlineData("1d", "2026-01-30T18:00:00Z")]
    [InlineData("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z")]
    public void Since_is_a_span_back_or_a_moment(string text, string moment) =>
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), SinceReader.Read(text, Now));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("10 parsecs")]
    [InlineData("-5m")]
    [InlineData("999999999d")]
    [InlineData("99999999999m")]
    public void Anything_else_is_answered_with_what_is_allowed(string text)
    {
        var read = Record.Exception(() => SinceReader.Read(text, Now));

        Assert.Contains("2h", Assert.IsType<OperationException>(read).Message, StringComparison.Ordinal);
    }
}
