using HydraBot.Fleet;
using Microsoft.Extensions.Options;
using Xunit;

namespace HydraBot.Tests.Fleet;

public class FleetOptionsTests
{
    [Theory]
    [InlineData("Fleet:Engine", "ftp://host", "unix")]
    [InlineData("Fleet:Engine", "docker", "unix:///var/run/docker.sock")]
    [InlineData("Fleet:ReadTimeout", "00:00:00", "00:01:00")]
    [InlineData("Fleet:StatusTimeout", "00:01:00", "00:00:20")]
    [InlineData("Fleet:RestartTimeout", "01:00:00", "00:04:00")]
    [InlineData("Fleet:Engines:nas:Address", "ftp://host", "ssh")]
    [InlineData("Fleet:Heal:Interval", "00:00:00.1", "00:00:01")]
    public async Task A_wrong_setting_stops_the_start_with_its_name_its_value_and_what_is_allowed(string key, string value, string allowed)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => Rooms.BuildAsync(builder => builder.AddFleet(), (key, value)));

        var line = Assert.Single(failure.Failures);
        Assert.StartsWith($"Setting {key}", line, StringComparison.Ordinal);
        Assert.Contains(value, line, StringComparison.Ordinal);
        Assert.Contains(allowed, line, StringComparison.Ordinal);
    }
}
