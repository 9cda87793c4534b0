using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Tests.Fleet.Host;

public sealed class TemperatureTests : IDisposable
{
    private readonly DirectoryInfo _sys = Directory.CreateTempSubdirectory("hydrabot-sys-");

    public void Dispose() => _sys.Delete(recursive: true);

    [Fact]
    public async Task The_hottest_sensors_stand_in_the_status_and_what_is_too_hot_on_top_of_it()
    {
        Sensor(0, "coretemp", "Package id 0", 97_000);
        Sensor(1, "nvme", null, 41_850);
        await using var road = await Rooms.BuildAsync(builder => builder.AddFleet(), ("Fleet:SysPath", _sys.FullName), ("Fleet:StatusTimeout", "00:00:20"), ("Fleet:Engine", "unix:///nowhere/docker.sock"));

        var (card, value) = await road.DoneAsync("status");

        var host = Assert.Single(card.Fields, field => field.Name == "Host").Value;
        Assert.Contains("97 °C **coretemp Package id 0**, 42 °C **nvme temp1**", host, StringComparison.Ordinal);
        Assert.Contains("`coretemp Package id 0` is 97 °C hot", card.Text, StringComparison.Ordinal);
        Assert.Equal(CardSeverity.Bad, card.Severity);
        Assert.Contains("\"temperature:nvme temp1\":41.85", value.GetRawText(), StringComparison.Ordinal);
    }

    private void Sensor(int chip, string name, string? label, int millidegrees)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_sys.FullName, "class", "hwmon", $"hwmon{chip}")).FullName;
        File.WriteAllText(Path.Combine(folder, "name"), $"{name}\n");
        File.WriteAllText(Path.Combine(folder, "temp1_input"), $"{millidegrees}\n");
        if (label is not null)
            File.WriteAllText(Path.Combine(folder, "temp1_label"), $"{label}\n");
    }
}
