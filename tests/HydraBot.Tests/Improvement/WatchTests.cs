using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Improvement;
using HydraBot.Improvement.Code;
using HydraBot.Improvement.Proposals;
using HydraBot.Improvement.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>What a deployment lives through before it is kept, by a clock that the test turns.</summary>
public sealed class WatchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_breaks_health_after_two_minutes_is_rolled_back_and_the_alert_says_why()
    {
        await using var house = await DeployedAsync();
        var (time, health) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Health());
        var watch = Watch(house, time, health);
        health.BreaksAt(time, TimeSpan.FromMinutes(2));

        for (var minute = 0; minute < 2; minute++)
        {
            await watch.LookAsync(Stop);
            Assert.Equal(ProposalState.Watched, (await OnlyAsync(house)).State);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        // One bad look may be a hiccup; the second is not.
        await watch.LookAsync(Stop);
        Assert.Equal(ProposalState.Watched, (await OnlyAsync(house)).State);
        time.Advance(TimeSpan.FromSeconds(15));
        await watch.LookAsync(Stop);

        Assert.Equal(ProposalState.RolledBack, (await OnlyAsync(house)).State);
        Assert.Equal(0, (await house.ValueAsync("memory.retrieval.words")).GetDouble());
        await house.ToldAsync("rolled back");
        var steps = await house.Services.GetRequiredService<ProposalStore>().TransitionsAsync((await OnlyAsync(house)).Id, Stop);
        Assert.Contains("the disk is gone", steps[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hiccup_is_forgiven_and_what_holds_is_kept()
    {
        await using var house = await DeployedAsync();
        var (time, health) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Health());
        var watch = Watch(house, time, health);
        health.Broken = true;
        await watch.LookAsync(Stop);
        health.Broken = false;
        await watch.LookAsync(Stop);
        health.Broken = true;
        await watch.LookAsync(Stop);
        health.Broken = false;
        await watch.LookAsync(Stop);
        Assert.Equal(ProposalState.Watched, (await OnlyAsync(house)).State);

        time.Advance(TimeSpan.FromMinutes(31));
        await watch.LookAsync(Stop);
        Assert.Equal(ProposalState.Kept, (await OnlyAsync(house)).State);
    }

    [Fact]
    public async Task The_emergency_stop_stops_all_work_of_the_house_on_itself()
    {
        await using var house = await LoopHouse.StartAsync();
        var proposed = await house.ProposeAsync("config", """{"memory.retrieval.words":0.5}""");
        await house.PostAsync("/constitution/emergency/stop", """{"reason":"test"}""");
        var status = (await house.Door.GetAsync("/self-improvement/status")).Json;
        Assert.Equal("The emergency stop is pulled.", status.GetProperty("paused").GetString());
        (await house.Door.PostAsync($"/self-improvement/proposals/{proposed.GetProperty("id").GetGuid()}/test")).IsProblem(System.Net.HttpStatusCode.Conflict, "stopped");
    }

    [Fact]
    public async Task While_the_emergency_stop_is_pulled_the_watch_tells_once_and_an_Operators_hand_takes_it_back()
    {
        await using var house = await DeployedAsync();
        var id = (await OnlyAsync(house)).Id;
        await house.PostAsync("/constitution/emergency/stop", """{"reason":"smoke"}""");
        var watch = Watch(house, new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new Health { Broken = true });
        for (var look = 0; look < 6; look++)
            await watch.LookAsync(Stop);
        Assert.Equal(ProposalState.Watched, (await OnlyAsync(house)).State);
        Assert.Equal(1, house.Told("is not taken back: the emergency stop is pulled"));
        (await house.Door.PostAsync($"/self-improvement/archive/{id}/rollback")).IsProblem(System.Net.HttpStatusCode.Conflict, "stopped");

        await house.AgreeAsync("/operations/emergency.rollback", $$"""{"proposal":"{{id}}","reason":"it makes smoke"}""");
        Assert.Equal(ProposalState.RolledBack, (await OnlyAsync(house)).State);
        Assert.Equal(0, (await house.ValueAsync("memory.retrieval.words")).GetDouble());
    }

    [Fact]
    public async Task When_the_days_budget_is_used_up_nothing_more_is_tried()
    {
        await using var house = await LoopHouse.StartAsync(null, "--Improvement:Budget:HoursPerDay=0");
        var answer = await house.Door.PostAsync("/self-improvement/benchmark", """{"suites":["recall"],"items":10}""");
        Assert.Contains("Improvement:Budget:HoursPerDay", answer.Detail, StringComparison.Ordinal);
    }

    private static async Task<LoopHouse> DeployedAsync()
    {
        // The house's own watch looks once an hour, so that only the test's clock counts.
        var house = await LoopHouse.StartAsync(null, "--Improvement:Watch:For=00:30:00", "--Improvement:Watch:Interval=01:00:00", "--Improvement:MostPairs=300");
        await house.WeakenAsync();
        var proposed = await house.ProposeAsync("config", """{"memory.retrieval.words":0.46,"memory.retrieval.meaning":0.28}""");
        await house.PostAsync($"/self-improvement/proposals/{proposed.GetProperty("id").GetGuid()}/test");
        await house.DeployAsync(proposed.GetProperty("id").GetGuid());
        return house;
    }

    private static async Task<Proposal> OnlyAsync(LoopHouse house) => Assert.Single(await house.Services.GetRequiredService<ProposalStore>().ListAsync(null, 10, Stop));

    private static WatchLoop Watch(LoopHouse house, TimeProvider time, IGuardrail guardrail) => new(
        house.Services.GetRequiredService<ProposalStore>(), [guardrail], house.Services.GetRequiredService<GovernedExecutor>(), house.Services.GetServices<INoticeBoard>(),
        house.Services.GetRequiredService<AuditScribe>(), house.Services.GetRequiredService<EmergencyStop>(), house.Services.GetRequiredService<IOptions<ImprovementOptions>>(), house.Services.GetRequiredService<Releases>(), time, NullLogger<WatchLoop>.Instance);

    private sealed class Health : IGuardrail
    {
        private Func<bool> _broken = () => false;

        public string Name => "health";

        public bool Broken { set => _broken = () => value; }

        public void BreaksAt(FakeTimeProvider time, TimeSpan after)
        {
            var at = time.GetUtcNow() + after;
            _broken = () => time.GetUtcNow() >= at;
        }

        public Task<string?> BrokenAsync(DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult(_broken() ? "the disk is gone" : null);
    }
}
