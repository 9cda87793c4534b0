using HydraBot.Fleet.Engine;
using HydraBot.Fleet.Healing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Fleet.Healing;

public sealed class ContainerFatesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_restart_is_a_start_after_an_end_and_is_counted_once()
    {
        var fates = new ContainerFates(_time);
        Tell(fates, "start", "die", "start", "die", "stop", "start");

        Assert.Equal(2, fates.TakeRestarts("web"));
        Assert.Equal(0, fates.TakeRestarts("web"));
        Assert.Equal(Fate.Unknown, fates.Of("web"));
    }

    [Fact]
    public void What_happened_before_the_house_was_there_is_not_counted_and_still_known()
    {
        var before = _time.GetUtcNow() - TimeSpan.FromMinutes(10);
        var fates = new ContainerFates(_time);
        foreach (var action in new[] { "die", "start", "die" })
            fates.Hear(new EngineEvent("web", action, before));

        Assert.Equal(0, fates.TakeRestarts("web"));
        Assert.Equal(Fate.Died, fates.Of("web"));
        Tell(fates, "start");
        Assert.Equal(1, fates.TakeRestarts("web"));
    }

    [Fact]
    public void Events_that_are_told_twice_count_once()
    {
        var fates = new ContainerFates(_time);
        Tell(fates, "die", "start", "start");

        Assert.Equal(1, fates.TakeRestarts("web"));
    }

    [Fact]
    public void What_is_removed_is_forgotten()
    {
        var fates = new ContainerFates(_time);
        Tell(fates, "die", "start", "die", "destroy");

        Assert.Equal((0, Fate.Unknown), (fates.TakeRestarts("web"), fates.Of("web")));
    }

    private void Tell(ContainerFates fates, params IEnumerable<string> actions)
    {
        foreach (var action in actions)
            fates.Hear(new EngineEvent("web", action, _time.GetUtcNow()));
    }
}
