using Docker.DotNet.Models;
using HydraBot.Governance.Operations;
using HydraBot.IntegrationTests.Support;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>What goes wrong beneath the fleet: its engine, a disk, a program that hangs.</summary>
public class FaultTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engine_that_is_restarted_in_the_middle_is_told_of_and_the_picture_is_right_afterwards()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        await using var engine = await OwnEngine.RequireAsync(Token);
        await engine.TakeImageAsync(BusyboxImage.Name, Token);
        var (always, once) = (await RunAsync(engine, $"{containers.Prefix}-always", RestartPolicyKind.Always), await RunAsync(engine, $"{containers.Prefix}-once", RestartPolicyKind.No));
        await using var house = await CareHouse.StartAsync(containers, ("Fleet:Engine", engine.Address), ("Fleet:StatusTimeout", "00:00:20"));
        Assert.Equal(["running", "running"], await StatesAsync(house, always, once));

        await engine.StopAsync(Token);
        await house.Notices.UntilAsync(notice => notice.Card.Text?.Contains("container engine does not answer", StringComparison.Ordinal) == true, Token);
        Assert.Contains("No container engine answers", (await house.Road.DoneAsync("status")).Card.Text, StringComparison.Ordinal);
        await engine.StartAsync(Token);

        await house.Notices.UntilAsync(notice => notice.Card.Title.StartsWith("All clear", StringComparison.Ordinal), Token);
        Assert.Equal(["running", "exited"], await StatesAsync(house, always, once));
        // The engine's own stop was nobody's accident: nothing is healed, and nothing is called healthy that is not.
        Assert.DoesNotContain("container.heal", await house.RanAsync());
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_and_given_up_with_a_word_when_it_hangs_again()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var hanging = await containers.RunAsync(
            "hanging", "trap '' TERM; echo waiting for a lock; while true; do sleep 1; done", healthcheck: "sleep 60", heal: true, cancellationToken: Token,
            change: wanted => (wanted.Healthcheck!.Timeout, wanted.StopTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        await using var house = await CareHouse.StartAsync(containers, ("Fleet:Heal:MaxFailures", "1"));

        var told = await house.Notices.UntilAsync(notice => notice.Card.Text?.Contains("Given up after 1", StringComparison.Ordinal) == true, Token);

        Assert.Contains(hanging, told.Card.Text, StringComparison.Ordinal);
        Assert.Contains("waiting for a lock", told.Card.Text, StringComparison.Ordinal);
        Assert.Equal(["container.heal"], await house.RanAsync());
    }

    [Fact]
    public async Task A_full_disk_is_on_top_of_the_status_and_in_the_disks_usage()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        using var disk = LoopDisk.Require(megabytes: 8);
        await using (var filled = File.Create(Path.Combine(disk.Folder, "filled")))
        {
            await Assert.ThrowsAsync<IOException>(async () =>
            {
                while (true)
                    await filled.WriteAsync(new byte[64 * 1024], Token);
            });
        }

        await using var house = await CareHouse.StartAsync(containers, ("Fleet:StatusTimeout", "00:00:20"));
        var (card, _) = await house.Road.DoneAsync("status");
        var (usage, value) = await house.Road.DoneAsync("disk.usage");

        Assert.Equal(CardSeverity.Bad, card.Severity);
        Assert.Contains($"Disk `{disk.Folder}` is 100 % full", card.Text, StringComparison.Ordinal);
        Assert.Equal(CardSeverity.Bad, usage.Severity);
        var line = value.GetProperty("disks").EnumerateArray().Single(one => one.GetProperty("path").GetString() == disk.Folder);
        Assert.True(line.GetProperty("inodes").GetInt64() > 0);
        Assert.InRange(line.GetProperty("inodePercent").GetDouble(), 0, 100);
    }

    [Fact]
    public async Task A_clock_that_jumps_far_ahead_and_back_is_no_accident_and_what_falls_afterwards_comes_back()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync(
            "web", "trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done", restart: RestartPolicyKind.UnlessStopped, heal: true, cancellationToken: Token);
        var clock = new JumpingClock();
        await using var house = await CareHouse.StartAsync(containers, clock, ("Fleet:Metrics:Enabled", "false"));

        foreach (var jump in new[] { TimeSpan.Zero, TimeSpan.FromDays(30), TimeSpan.FromDays(-60), TimeSpan.FromDays(30) })
        {
            clock.Jump(jump);
            await containers.KillAsync(web, Token);
            await house.Notices.UntilAsync(notice => notice.Card.Title.StartsWith("All clear", StringComparison.Ordinal), Token);
            Assert.True((await containers.InspectAsync(web, Token)).State?.Running);
        }

        Assert.Equal(Enumerable.Repeat("container.heal", 4), await house.RanAsync());
    }

    private static async Task<string> RunAsync(OwnEngine engine, string name, RestartPolicyKind restart)
    {
        var made = await engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Name = name,
                Image = BusyboxImage.Name,
                Cmd = ["trap 'exit 0' TERM; while true; do sleep 1 & wait $!; done"],
                HostConfig = new HostConfig { NetworkMode = "none", RestartPolicy = new RestartPolicy { Name = restart } },
            },
            Token);
        await engine.Client.Containers.StartContainerAsync(made.ID, new ContainerStartParameters(), Token);
        return name;
    }

    private static async Task<string?[]> StatesAsync(CareHouse house, params string[] names)
    {
        var states = (await house.Road.DoneAsync("container.list")).Value.GetProperty("containers").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("state").GetString());
        return [.. names.Select(name => states[name])];
    }

    /// <summary>Goes as fast as the machine's, and is set while it goes.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _ahead;

        public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));
    }
}
