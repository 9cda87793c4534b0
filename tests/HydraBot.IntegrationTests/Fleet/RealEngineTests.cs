using System.Text.Json;
using Docker.DotNet.Models;
using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>The fleet on a real Docker engine.</summary>
public class RealEngineTests
{
    /// <summary>Ends at once when it is told to stop, unlike a shell that is process 1.</summary>
    private const string Serve = "trap 'exit 0' TERM; echo serving; while true; do sleep 1 & wait $!; done";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_waits_until_the_container_is_healthy()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        // Its first check after a start fails, so that a restart which does not wait is caught.
        var web = await containers.RunAsync(
            "web", $"rm -f /tmp/once; {Serve}", healthcheck: "test -f /tmp/once || { touch /tmp/once; exit 1; }", cancellationToken: Token);
        var before = await containers.InspectAsync(web, Token);
        await using var road = await HouseAsync();
        var told = new List<string>();

        var (card, value) = await road.DoneAsync("container.restart", Arguments(web), AccessLevel.Operator, progress: progress => told.Add(progress.Text));

        var after = await containers.InspectAsync(web, Token);
        Assert.NotEqual(before.State?.StartedAt, after.State?.StartedAt);
        Assert.Equal("healthy", after.State?.Health?.Status);
        Assert.Equal("healthy", value.GetProperty("health").GetString());
        Assert.Equal(CardSeverity.Good, card.Severity);
        Assert.Contains(told, text => text.Contains("healthy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_is_shown_with_its_health_what_it_uses_and_how_old_its_image_is()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var busy = await containers.RunAsync("busy", "trap 'exit 0' TERM; while true; do :; done", healthcheck: "echo all is well with password=hunter2hunter2", cancellationToken: Token);
        var still = await containers.RunAsync("still", "exit 0", cancellationToken: Token);
        await containers.UntilAsync(busy, "healthy", Token);
        await containers.WaitAsync(still, Token);
        await using var road = await HouseAsync();

        var (card, value) = await road.DoneAsync("container.show", Arguments(busy), AccessLevel.Viewer);

        Assert.Equal(($"{busy}: healthy", CardSeverity.Good), (card.Title, card.Severity));
        Assert.Contains("all is well", card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", card.Text + value.GetRawText(), StringComparison.Ordinal);
        Assert.True(value.GetProperty("cpuPercent").GetDouble() > 1, value.GetRawText());
        Assert.InRange(value.GetProperty("memoryBytes").GetInt64(), 1, 32 << 20);
        Assert.Equal(32 << 20, value.GetProperty("memoryLimitBytes").GetInt64());
        Assert.True(value.GetProperty("imageMade").GetDateTimeOffset() <= TimeProvider.System.GetUtcNow());
        Assert.Equal(["CPU", "Memory", "Network", "Restarts", "Image"], card.Fields.Select(field => field.Name));
        Assert.Contains("of 32 MiB", card.Fields[1].Value, StringComparison.Ordinal);
        Assert.Matches("made .+ ago", card.Fields[4].Value);
        Assert.Equal(["container.logs", "container.follow", "container.restart"], card.Actions.Select(action => action.Operation));

        var (stopped, figures) = await road.DoneAsync("container.show", Arguments(still), AccessLevel.Viewer);
        Assert.Equal(($"{still}: exited", "–"), (stopped.Title, stopped.Fields[0].Value));
        Assert.False(figures.TryGetProperty("cpuPercent", out _));
    }

    [Fact]
    public async Task Without_a_healthcheck_it_is_enough_to_keep_running()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", Serve, cancellationToken: Token);
        var before = await containers.InspectAsync(web, Token);
        await using var road = await HouseAsync();

        var (card, value) = await road.DoneAsync("container.restart", Arguments(before.ID[..12]));

        Assert.NotEqual(before.State?.StartedAt, (await containers.InspectAsync(web, Token)).State?.StartedAt);
        Assert.Equal("none", value.GetProperty("health").GetString());
        Assert.Contains("no healthcheck", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_stays_unhealthy_is_reported_with_what_its_check_says()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", Serve, healthcheck: "echo no route to the database; exit 1", cancellationToken: Token);
        await using var road = await HouseAsync();

        var message = await road.FailedAsync("container.restart", Arguments(web));

        Assert.Contains("unhealthy; its check says: no route to the database", message, StringComparison.Ordinal);
        Assert.Contains("serving", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_ends_again_is_reported_with_its_exit_code_and_last_lines()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var job = await containers.RunAsync("job", "echo the disk is missing >&2; exit 3", cancellationToken: Token);
        await containers.WaitAsync(job, Token);
        await using var road = await HouseAsync();

        var message = await road.FailedAsync("container.restart", Arguments(job));

        Assert.Contains("exit code 3", message, StringComparison.Ordinal);
        Assert.Contains("the disk is missing", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_its_policy_starts_again_and_again_is_not_called_well()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var loop = await containers.RunAsync("loop", "echo trying; exit 4", restart: RestartPolicyKind.Always, cancellationToken: Token);
        await using var road = await HouseAsync();

        var message = await road.FailedAsync("container.restart", Arguments(loop));

        Assert.Contains("again", message, StringComparison.Ordinal);
        Assert.Contains("trying", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_eats_all_its_memory_is_reported_as_such()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var glutton = await containers.RunAsync("glutton", "x=aaaaaaaaaaaaaaaa; while true; do x=$x$x; done", cancellationToken: Token);
        await containers.WaitAsync(glutton, Token);
        await using var road = await HouseAsync();

        Assert.Contains("out of memory", await road.FailedAsync("container.restart", Arguments(glutton)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Logs_are_read_with_and_without_a_terminal(bool terminal)
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", "printf '\\033[32mstarted\\033[0m\\n'; echo token=abcdef123456", terminal: terminal, cancellationToken: Token);
        await containers.WaitAsync(web, Token);
        await using var road = await HouseAsync();

        var (_, value) = await road.DoneAsync("container.logs", Arguments(web));

        Assert.Equal("started\ntoken=[secret]", value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_container_that_wrote_nothing_has_an_empty_log()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", "exit 0", cancellationToken: Token);
        await containers.WaitAsync(web, Token);
        await using var road = await HouseAsync();

        var (card, value) = await road.DoneAsync("container.logs", Arguments(web));

        Assert.Equal("", value.GetProperty("text").GetString());
        Assert.EndsWith("wrote nothing", card.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_lines_are_read()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var web = await containers.RunAsync("web", "for n in 1 2 3 4 5; do echo line $n; done", cancellationToken: Token);
        await containers.WaitAsync(web, Token);
        await using var road = await HouseAsync();

        var (_, value) = await road.DoneAsync("container.logs", $$"""{"container": "{{web}}", "lines": 2, "since": "1h"}""");

        Assert.Equal("line 4\nline 5", value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Status_and_list_tell_the_healthy_from_the_sick()
    {
        await using var containers = await TestContainers.RequireAsync(Token);
        var well = await containers.RunAsync("well", Serve, healthcheck: "exit 0", cancellationToken: Token);
        var sick = await containers.RunAsync("sick", Serve, healthcheck: "exit 1", cancellationToken: Token);
        await Task.WhenAll(containers.UntilAsync(well, "healthy", Token), containers.UntilAsync(sick, "unhealthy", Token));
        await using var road = await HouseAsync();

        var (_, list) = await road.DoneAsync("container.list");
        var (card, _) = await road.DoneAsync("status");

        var health = list.GetProperty("containers").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("health").GetString());
        Assert.Equal(("healthy", "unhealthy"), (health[well], health[sick]));
        Assert.Equal(CardSeverity.Bad, card.Severity);
        Assert.Contains(await road.SuggestAsync("container.restart", "container", containers.Prefix), name => name == sick);
    }

    private static string Arguments(string container) => JsonSerializer.Serialize(new { container });

    private static Task<TestRoad> HouseAsync() => TestRoad.BuildAsync(
        builder =>
        {
            builder.AddFleet();
            builder.AddOperationCatalog();
            builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
        },
        // Patient, so that a busy machine is not taken for a hanging engine.
        ("Fleet:Engine", TestContainers.Address), ("Fleet:StatusTimeout", "00:00:20"), ("Fleet:ReadTimeout", "00:00:30"));
}
