using HydraBot.Fleet.Host;
using Xunit;

namespace HydraBot.Tests.Fleet.Host;

public class ProcFilesTests
{
    [Fact]
    public void Processors_are_as_busy_as_the_ticks_between_two_readings_say()
    {
        var before = CpuTimes.Parse("cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 1 2 3 4\n");
        var after = CpuTimes.Parse("cpu  150 0 120 760 170 0 0 0 90 0\ncpu0 1 2 3 4\n");

        Assert.Equal(35, after.PercentSince(before), 3);
    }

    [Fact]
    public void Time_that_the_hypervisor_took_counts_as_busy()
    {
        var before = CpuTimes.Parse("cpu 0 0 0 0 0 0 0 0 0 0");

        Assert.Equal(50, CpuTimes.Parse("cpu 0 0 0 50 0 0 0 50 0 0").PercentSince(before), 3);
    }

    [Fact]
    public void Two_readings_in_the_same_tick_are_no_load_rather_than_a_division_by_zero() =>
        Assert.Equal(0, CpuTimes.Parse("cpu 1 1 1 1 1").PercentSince(CpuTimes.Parse("cpu 1 1 1 1 1")));

    [Theory]
    [InlineData("")]
    [InlineData("intr 1 2 3 4")]
    [InlineData("cpu 1 2")]
    public void Something_else_in_place_of_stat_is_an_error(string text) => Assert.Throws<FormatException>(() => CpuTimes.Parse(text));

    [Fact]
    public void Memory_that_could_be_had_at_once_is_not_in_use()
    {
        var memory = MemoryReading.Parse("MemTotal:       16000000 kB\nMemFree:          100000 kB\nMemAvailable:   12000000 kB\n");

        Assert.Equal(16000000L * 1024, memory.Total);
        Assert.Equal(25, memory.UsedPercent, 3);
    }

    [Fact]
    public void A_missing_line_is_named() =>
        Assert.Contains("MemAvailable", Assert.Throws<FormatException>(() => MemoryReading.Parse("MemTotal: 1 kB\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Each_file_system_with_data_is_watched_once_where_it_is_mounted_highest()
    {
        const string Mounts = """
            sysfs /sys sysfs rw 0 0
            tmpfs /run tmpfs rw 0 0
            /dev/sda2 / ext4 rw 0 0
            /dev/sda2 /var/lib/docker/overlay2 ext4 rw 0 0
            /dev/loop3 /snap/core/1 squashfs ro 0 0
            /dev/sdb1 /srv/my\040films xfs rw 0 0
            nas:/tank /mnt/nas nfs4 rw 0 0
            overlay /var/lib/docker/overlay2/abc/merged overlay rw 0 0
            tank/home /tank zfs rw 0 0
            """;

        Assert.Equal(["/", "/mnt/nas", "/srv/my films", "/tank"], MountTable.Parse(Mounts));
    }

    [Fact]
    public void In_a_container_the_root_is_watched_though_it_is_an_overlay() =>
        Assert.Equal(["/"], MountTable.Parse("overlay / overlay rw 0 0\nproc /proc proc rw 0 0\n"));
}
