using System.Text.Json;
using HydraBot.Fleet.Alerts;
using HydraBot.Fleet.Drives;
using HydraBot.Fleet.Host;
using HydraBot.Tests.Backups;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Fleet.Drives;

/// <summary>Drives as smartctl tells of them, by answers of its own shape and by a stand-in that prints them.</summary>
public sealed class DriveTests : IDisposable
{
    private const string Sata = """
        {"json_format_version":[1,0],"smartctl":{"version":[7,3],"exit_status":4},"device":{"name":"/dev/sda","type":"sat","protocol":"ATA"},"model_name":"WDC WD40EFRX-68N32N0",
         "smart_status":{"passed":true},"temperature":{"current":34},"power_on_time":{"hours":43830},
         "ata_smart_attributes":{"revision":16,"table":[
           {"id":5,"name":"Reallocated_Sector_Ct","value":200,"worst":200,"thresh":140,"raw":{"value":8,"string":"8"}},
           {"id":197,"name":"Current_Pending_Sector","value":200,"worst":200,"thresh":0,"raw":{"value":3,"string":"3"}},
           {"id":198,"name":"Offline_Uncorrectable","value":100,"worst":253,"thresh":0,"raw":{"value":0,"string":"0"}}]}}
        """;

    private const string Nvme = """
        {"smartctl":{"exit_status":8},"device":{"name":"/dev/nvme0","type":"nvme","protocol":"NVMe"},"model_name":"Samsung SSD 980 PRO 1TB","smart_status":{"passed":false,"nvme":{"value":1}},
         "nvme_smart_health_information_log":{"critical_warning":1,"temperature":41,"available_spare":4,"percentage_used":103,"power_on_hours":9000,"media_errors":2},
         "temperature":{"current":41},"power_on_time":{"hours":9000}}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-drives-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_SATA_drive_tells_of_its_sectors() => Assert.Equal(
        new DriveReading("/dev/sda", "WDC WD40EFRX-68N32N0", true, 34, 8, 3, 0, null, false, 43830), SmartJson.Read("/dev/sda", JsonElement.Parse(Sata)));

    [Fact]
    public void An_NVMe_drive_tells_of_its_wear_and_of_its_end()
    {
        var drive = SmartJson.Read("/dev/nvme0", JsonElement.Parse(Nvme))!;

        Assert.Equal(new DriveReading("/dev/nvme0", "Samsung SSD 980 PRO 1TB", false, 41, null, null, 2, 103, true, 9000), drive);
        Assert.True(drive.IsFailing);
        Assert.Equal(["says itself that it fails", "has no spare cells left", "lost data 2 times", "is 103 % worn"], drive.Troubles);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"smartctl":{"exit_status":2,"messages":[{"string":"Device is in STANDBY mode, exit(2)","severity":"information"}]}}""")]
    public void A_drive_that_says_nothing_is_none(string answer) => Assert.Null(SmartJson.Read("/dev/sdb", JsonElement.Parse(answer)));

    [Fact]
    public async Task A_drive_that_fails_is_an_alert_a_line_of_the_status_and_a_series_and_is_cleared_when_it_is_well()
    {
        var program = await StandInAsync(Sata, Nvme);
        await using var house = await BackupHouse.StartAsync(("Fleet:Smartctl", program));
        var watch = house.Road.Services.GetRequiredService<DriveWatch>();

        await watch.LookAsync(Token);

        var alerts = await house.Road.Services.GetRequiredService<AlertStore>().ListAsync(false, 100, Token);
        Assert.Equal(AlertSeverity.Critical, alerts.Single(alert => alert.Key == "drive:/dev/nvme0").Severity);
        Assert.Equal(AlertSeverity.Warning, alerts.Single(alert => alert.Key == "drive:/dev/sda").Severity);
        var (_, status) = await house.Road.DoneAsync("status");
        Assert.Contains("says itself that it fails", status.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(34, (await house.Road.DoneAsync("fleet.chart", """{"series": "drive/sda/temperature"}""")).Value.GetProperty("latest").GetDouble());

        await StandInAsync(Sata.Replace("\"value\":8,", "\"value\":0,", StringComparison.Ordinal).Replace("\"value\":3,", "\"value\":0,", StringComparison.Ordinal), Nvme);
        await watch.LookAsync(Token);
        Assert.DoesNotContain(await house.Road.Services.GetRequiredService<AlertStore>().ListAsync(false, 100, Token), alert => alert.Key == "drive:/dev/sda");
    }

    [Fact]
    public async Task Without_the_program_there_is_silence_and_without_the_right_its_own_words()
    {
        await using (var none = await BackupHouse.StartAsync(("Fleet:Smartctl", Path.Combine(_folder.FullName, "none"))))
            Assert.Empty(await none.Road.Services.GetRequiredService<DriveReader>().ReadAsync(Token));

        const string Denied = """{"smartctl":{"exit_status":2,"messages":[{"string":"Smartctl open device: /dev/sda failed: Permission denied","severity":"error"}]}}""";
        await using var house = await BackupHouse.StartAsync(("Fleet:Smartctl", await StandInAsync(Denied, Denied)));
        var watch = house.Road.Services.GetRequiredService<DriveWatch>();
        await watch.LookAsync(Token);
        Assert.Contains("Permission denied", watch.Trouble, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inodes_are_those_that_the_system_itself_counts()
    {
        var (_, said, _) = await HostProgram.RunAsync("stat", ["-f", "-c", "%c", _folder.FullName], Token);

        Assert.Equal(long.Parse(said, System.Globalization.CultureInfo.InvariantCulture), InodeCount.Of(_folder.FullName)?.Total ?? 0);
        Assert.Null(InodeCount.Of(Path.Combine(_folder.FullName, "nothing")));
    }

    private async Task<string> StandInAsync(string sata, string nvme)
    {
        foreach (var (name, text) in new[] { ("sda", sata), ("nvme0", nvme) })
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text, Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "scan"), """{"devices":[{"name":"/dev/sda","type":"sat"},{"name":"/dev/nvme0","type":"nvme"}]}""", Token);
        var program = Path.Combine(_folder.FullName, "smartctl");
        if (!File.Exists(program))
        {
            await File.WriteAllTextAsync(program, $"#!/bin/sh\nfor word; do last=$word; done\ncase $last in --scan-open) cat {_folder.FullName}/scan;; *) cat {_folder.FullName}/${{last##*/}}; exit 4;; esac\n", Token);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return program;
    }
}
