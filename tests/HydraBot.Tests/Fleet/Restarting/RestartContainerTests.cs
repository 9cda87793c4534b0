using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Tests.Fleet.Restarting;

public class RestartContainerTests
{
    [Fact]
    public async Task A_restart_is_told_of_step_by_step_and_ends_when_the_container_is_healthy()
    {
        var web = new FakeContainer("web") { Health = "healthy" };
        await using var engine = await FakeDockerEngine.StartAsync(web);
        await using var road = await HouseAsync(engine);
        var told = new List<string>();

        var (card, value) = await road.DoneAsync(
            "container.restart", """{"container": "web"}""", AccessLevel.Operator, progress: progress => told.Add(progress.Text));

        Assert.Equal(1, web.Restarts);
        Assert.Equal("healthy", value.GetProperty("health").GetString());
        Assert.Equal("web is healthy again", card.Title);
        Assert.Equal("Restarting `web`…", told[0]);
    }

    [Fact]
    public async Task A_viewer_restarts_nothing()
    {
        var web = new FakeContainer("web");
        await using var engine = await FakeDockerEngine.StartAsync(web);
        await using var road = await HouseAsync(engine);

        var outcome = await road.RunAsync("container.restart", """{"container": "web"}""", AccessLevel.Viewer);

        Assert.Equal(RefusalKind.Access, Assert.IsType<OperationOutcome.Refused>(outcome).Refusal.Kind);
        Assert.Equal(0, web.Restarts);
    }

    [Fact]
    public async Task A_beginning_that_fits_several_restarts_none_and_names_them()
    {
        var (one, two) = (new FakeContainer("web-1"), new FakeContainer("web-2"));
        await using var engine = await FakeDockerEngine.StartAsync(one, two, new FakeContainer("db"));
        await using var road = await HouseAsync(engine);

        var message = await road.FailedAsync("container.restart", """{"container": "web"}""");

        Assert.Contains("any of 2: `web-1`", message, StringComparison.Ordinal);
        Assert.Contains("`web-2`", message, StringComparison.Ordinal);
        Assert.DoesNotContain("db", message, StringComparison.Ordinal);
        Assert.Equal(0, one.Restarts + two.Restarts);
    }

    [Fact]
    public async Task A_whole_name_is_meant_even_when_others_begin_with_it()
    {
        var (web, other) = (new FakeContainer("web") { Health = "healthy" }, new FakeContainer("web-2"));
        await using var engine = await FakeDockerEngine.StartAsync(other, web);
        await using var road = await HouseAsync(engine);

        await road.DoneAsync("container.restart", """{"container": "Web"}""");

        Assert.Equal((1, 0), (web.Restarts, other.Restarts));
    }

    [Fact]
    public async Task The_beginning_of_an_id_will_do()
    {
        var web = new FakeContainer("web") { Health = "healthy" };
        await using var engine = await FakeDockerEngine.StartAsync(web, new FakeContainer("db"));
        await using var road = await HouseAsync(engine);

        await road.DoneAsync("container.restart", $$"""{"container": "{{web.Id[..8]}}"}""");

        Assert.Equal(1, web.Restarts);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_those_that_there_are()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeContainer("db"));
        await using var road = await HouseAsync(engine);

        Assert.Contains("There are: `db`", await road.FailedAsync("container.restart", """{"container": "web"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_container_that_the_bot_runs_in_is_left_alone()
    {
        var own = new FakeContainer("hydrabot");
        var proc = Directory.CreateTempSubdirectory("hydra-proc-");
        Directory.CreateDirectory(Path.Combine(proc.FullName, "self"));
        await File.WriteAllTextAsync(
            Path.Combine(proc.FullName, "self/mountinfo"),
            $"""
            612 588 8:1 /var/lib/docker/containers/{own.Id}/resolv.conf /etc/resolv.conf rw - ext4 /dev/sda1 rw
            613 588 8:1 /var/lib/docker/containers/{own.Id}/hostname /etc/hostname rw - ext4 /dev/sda1 rw
            """,
            TestContext.Current.CancellationToken);
        await using var engine = await FakeDockerEngine.StartAsync(own);
        await using var road = await HouseAsync(engine, ("Fleet:ProcPath", proc.FullName));

        var message = await road.FailedAsync("container.restart", """{"container": "hydrabot"}""");

        Assert.Contains("docker restart hydrabot", message, StringComparison.Ordinal);
        Assert.Equal(0, own.Restarts);
        proc.Delete(recursive: true);
    }

    [Fact]
    public async Task A_check_that_never_ends_is_not_waited_for_for_ever()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeContainer("web") { Health = "starting" });
        await using var road = await HouseAsync(engine, ("Fleet:RestartTimeout", "00:00:01"));

        var message = await road.FailedAsync("container.restart", """{"container": "web"}""");

        Assert.Contains("is still starting after 1 s; its check says: connection refused", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_dies_while_it_restarts_something_is_named()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeContainer("web")
        {
            Restarted = context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
        });
        await using var road = await HouseAsync(engine);

        Assert.Contains(engine.Address, await road.FailedAsync("container.restart", """{"container": "web"}"""), StringComparison.Ordinal);
    }

    private static Task<TestRoad> HouseAsync(FakeDockerEngine engine, params (string, string)[] settings) =>
        Rooms.BuildAsync(builder => builder.AddFleet(), [("Fleet:Engine", engine.Address), ("Fleet:ReadTimeout", "00:01:00"), .. settings]);
}
