using System.Text;
using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Road;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Fleet.Logs;

public class ReadLogsTests
{
    [Fact]
    public async Task Both_streams_are_read_in_the_order_in_which_they_came()
    {
        await using var engine = await FakeDockerEngine.StartAsync(Writing((1, "one\n"), (2, "two\n"), (1, "three\n")));
        await using var road = await HouseAsync(engine);

        var (card, value) = await road.DoneAsync("container.logs", """{"container": "web"}""");

        Assert.Equal("one\ntwo\nthree", value.GetProperty("text").GetString());
        Assert.Equal("```\none\ntwo\nthree\n```", card.Text);
        Assert.Empty(card.Files);
    }

    [Fact]
    public async Task Secrets_do_not_leave_the_log()
    {
        await using var engine = await FakeDockerEngine.StartAsync(Writing((1, "password=hunter2hunter2 user=bob\n")));
        await using var road = await HouseAsync(engine);

        var (card, value) = await road.DoneAsync("container.logs", """{"container": "web"}""");

        Assert.DoesNotContain("hunter2", card.Text + value, StringComparison.Ordinal);
        Assert.Contains("user=bob", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_log_is_a_file_and_its_end_is_on_the_card()
    {
        await using var engine = await FakeDockerEngine.StartAsync(Writing([.. Enumerable.Range(1, 400).Select(line => (1, $"this is line {line}\n"))]));
        await using var road = await HouseAsync(engine);

        var (card, _) = await road.DoneAsync("container.logs", """{"container": "web", "lines": 400}""");

        var file = Assert.Single(card.Files);
        Assert.Equal("web.log", file.Name);
        Assert.Equal(400, Encoding.UTF8.GetString(file.Content.Span).Split('\n').Length);
        Assert.EndsWith("this is line 400\n```", card.Text, StringComparison.Ordinal);
        Assert.True(card.Text!.Length < 1000);
    }

    [Fact]
    public async Task A_log_cannot_end_its_own_code_block()
    {
        await using var engine = await FakeDockerEngine.StartAsync(Writing((1, "```\n@everyone\n")));
        await using var road = await HouseAsync(engine);

        var (card, _) = await road.DoneAsync("container.logs", """{"container": "web"}""");

        Assert.Equal(2, card.Text!.Split("```").Length - 1);
    }

    [Fact]
    public async Task Lines_and_since_reach_the_engine()
    {
        var web = Writing((1, "one\n"));
        await using var engine = await FakeDockerEngine.StartAsync(web);
        await using var road = await HouseAsync(engine);

        await road.DoneAsync("container.logs", """{"container": "web", "lines": 7, "since": "2026-01-31T18:00:00Z"}""");

        var query = Assert.Single(web.LogQueries);
        Assert.Contains("tail=7", query, StringComparison.Ordinal);
        Assert.Contains("since=1769882400", query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"container": "web", "lines": 0}""", "1")]
    [InlineData("""{"container": "web", "lines": 5001}""", "5000")]
    [InlineData("""{"container": "web", "lines": "many"}""", "whole number")]
    public async Task Wrong_lines_are_answered_with_what_is_allowed(string arguments, string allowed)
    {
        await using var engine = await FakeDockerEngine.StartAsync(Writing((1, "one\n")));
        await using var road = await HouseAsync(engine);

        var refused = Assert.IsType<OperationOutcome.Refused>(await road.RunAsync("container.logs", arguments));

        Assert.Contains("lines", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refused.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_does_not_read_logs()
    {
        await using var engine = await FakeDockerEngine.StartAsync(Writing((1, "one\n")));
        await using var road = await HouseAsync(engine);

        var outcome = await road.RunAsync("container.logs", """{"container": "web"}""", AccessLevel.Viewer);

        Assert.Equal(RefusalKind.Access, Assert.IsType<OperationOutcome.Refused>(outcome).Refusal.Kind);
    }

    [Fact]
    public async Task An_engine_that_stops_in_the_middle_of_a_line_is_given_up()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeContainer("web")
        {
            WriteLogs = async context =>
            {
                await context.Response.Body.WriteAsync(FakeDockerEngine.Frame(1, "and then").AsMemory(0, 10), context.RequestAborted);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            },
        });
        await using var road = await HouseAsync(engine, ("Fleet:ReadTimeout", "00:00:00.5"));

        Assert.Contains("no answer in 0.5 s", await road.FailedAsync("container.logs", """{"container": "web"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_dies_in_the_middle_is_named()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeContainer("web")
        {
            WriteLogs = async context =>
            {
                await context.Response.Body.WriteAsync(FakeDockerEngine.Frame(1, "and then").AsMemory(0, 10), context.RequestAborted);
                context.Abort();
            },
        });
        await using var road = await HouseAsync(engine);

        Assert.Contains(engine.Address, await road.FailedAsync("container.logs", """{"container": "web"}"""), StringComparison.Ordinal);
    }

    private static Task<TestRoad> HouseAsync(FakeDockerEngine engine, params (string, string)[] settings) =>
        Rooms.BuildAsync(builder => builder.AddFleet(), [("Fleet:Engine", engine.Address), ("Fleet:ReadTimeout", "00:01:00"), .. settings]);

    private static FakeContainer Writing(params (int Stream, string Text)[] written) => new("web")
    {
        WriteLogs = async context =>
        {
            foreach (var (stream, text) in written)
                await context.Response.Body.WriteAsync(FakeDockerEngine.Frame(stream, text), context.RequestAborted);
        },
    };
}
