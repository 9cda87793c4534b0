using FsCheck.Xunit;
using HydraBot.Fleet.Healing;
using Xunit;

namespace HydraBot.Tests.Fleet.Healing;

public class HealPaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly HealOptions Options = new();

    [Fact]
    public void The_first_restart_waits_for_nothing() => Assert.Equal(Now, HealPace.Next([], Now, Options));

    [Fact]
    public void Every_further_restart_waits_twice_as_long()
    {
        var at = Now;
        var before = new List<DateTimeOffset>();
        var waits = new List<double>();
        for (var restart = 0; restart < 5; restart++)
        {
            at = HealPace.Next(before, at, Options);
            before.Add(at);
            if (before.Count > 1)
                waits.Add((before[^1] - before[^2]).TotalSeconds);
        }

        Assert.Equal([10, 20, 40, 80], waits);
    }

    [Property]
    public bool It_never_waits_longer_than_is_allowed(int[] minutesAgo) =>
        HealPace.Next([.. minutesAgo.Select(minutes => Now - TimeSpan.FromMinutes(Math.Abs((long)minutes) % 100000)).Order()], Now, Options) <= Now + Options.MaxBackOff;

    [Property]
    public bool A_clock_that_jumped_back_stops_nothing_for_long(int hours) =>
        HealPace.Next([Now + TimeSpan.FromHours(Math.Abs((long)hours) % 100000)], Now, Options) <= Now + Options.MaxBackOff;

    [Fact]
    public void A_window_of_maintenance_covers_its_length_and_no_more()
    {
        var window = new MaintenanceOptions { Schedule = "0 10 * * *", Length = TimeSpan.FromHours(1), Containers = "web*" };

        Assert.True(window.Covers("web-1", Now.AddMinutes(59)));
        Assert.True(window.Covers("web-1", Now));
        Assert.False(window.Covers("web-1", Now.AddMinutes(61)));
        Assert.False(window.Covers("web-1", Now.AddMinutes(-1)));
        Assert.False(window.Covers("db", Now.AddMinutes(5)));
    }
}
