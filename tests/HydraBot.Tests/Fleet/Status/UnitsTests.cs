using HydraBot.Fleet.Status;
using Xunit;

namespace HydraBot.Tests.Fleet.Status;

public class UnitsTests
{
    [Theory]
    [InlineData(0, "▱▱▱▱▱▱▱▱▱▱")]
    [InlineData(0.4, "▰▱▱▱▱▱▱▱▱▱")]
    [InlineData(50, "▰▰▰▰▰▱▱▱▱▱")]
    [InlineData(100, "▰▰▰▰▰▰▰▰▰▰")]
    [InlineData(130, "▰▰▰▰▰▰▰▰▰▰")]
    public void A_bar_has_ten_cells_and_shows_anything_above_nothing(double percent, string bar) => Assert.Equal(bar, Units.Bar(percent));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(16L * 1024 * 1024 * 1024, "16 GiB")]
    [InlineData(long.MaxValue, "8192 PiB")]
    public void Bytes_are_written_with_the_unit_that_fits(long bytes, string text) => Assert.Equal(text, Units.Bytes(bytes));

    [Theory]
    [InlineData("00:00:08", "8 s")]
    [InlineData("00:12:40", "12 min")]
    [InlineData("05:07:00", "5 h 7 min")]
    [InlineData("3.04:00:00", "3 d 4 h")]
    public void A_span_is_written_with_its_two_largest_units(string span, string text) =>
        Assert.Equal(text, Units.Duration(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)));
}
