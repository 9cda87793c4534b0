using System.Text;
using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Testing.Road;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Fleet.Containers;

public class ListContainersTests
{
    [Fact]
    public async Task Those_that_need_somebody_come_first_and_those_that_stopped_last()
    {
        await using var engine = await FakeDockerEngine.StartAsync(
            new FakeContainer("archive") { State = "exited", Status = "Exited (0) 2 days ago" },
            new FakeContainer("db") { Status = "Up 3 hours (healthy)" },
            new FakeContainer("web") { Status = "Up 3 hours (unhealthy)" });
        await using var road = await HouseAsync(engine);

        var (card, value) = await road.DoneAsync("container.list", access: AccessLevel.Viewer);

        Assert.Equal(["web", "db", "archive"], value.GetProperty("containers").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(["unhealthy", "healthy", "none"], value.GetProperty("containers").EnumerateArray().Select(one => one.GetProperty("health").GetString()));
        Assert.Equal(CardSeverity.Bad, card.Severity);
        Assert.StartsWith("🔴 `web` Up 3 hours (unhealthy) · `nginx:1.27` · 8080→80\n", card.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("running", "db", "web")]
    [InlineData("unhealthy", "web")]
    public async Task A_filter_leaves_the_others_out(string filter, params string[] names)
    {
        await using var engine = await FakeDockerEngine.StartAsync(
            new FakeContainer("archive") { State = "exited", Status = "Exited (0) 2 days ago" },
            new FakeContainer("db"),
            new FakeContainer("web") { Status = "Up 3 hours (unhealthy)" });
        await using var road = await HouseAsync(engine);

        var (_, value) = await road.DoneAsync("container.list", $$"""{"filter": "{{filter}}"}""");

        Assert.Equal(names, value.GetProperty("containers").EnumerateArray().Select(one => one.GetProperty("name").GetString()!).Order());
    }

    [Fact]
    public async Task A_wrong_filter_is_answered_with_the_choices()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        await using var road = await HouseAsync(engine);

        var refused = Assert.IsType<OperationOutcome.Refused>(await road.RunAsync("container.list", """{"filter": "sick"}"""));

        Assert.Contains("unhealthy", refused.Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_does_not_fit_on_a_card_is_a_file_too()
    {
        await using var engine = await FakeDockerEngine.StartAsync(Enumerable.Range(100, 200).Select(number => new FakeContainer($"service-{number}")));
        await using var road = await HouseAsync(engine);

        var (card, _) = await road.DoneAsync("container.list");

        Assert.True(card.Text!.Length <= 4096);
        Assert.Contains("more, in the file", card.Text, StringComparison.Ordinal);
        Assert.Contains("service-299", Encoding.UTF8.GetString(Assert.Single(card.Files).Content.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_engine_says_is_wrong_is_passed_on()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Instead = context =>
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("""{"message": "layer does not exist"}""");
        };
        await using var road = await HouseAsync(engine);

        Assert.Equal("The container engine says: layer does not exist", await road.FailedAsync("container.list"));
    }

    [Fact]
    public async Task Something_else_behind_the_socket_is_recognized()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Instead = context => context.Response.WriteAsync("<html>Hello</html>");
        await using var road = await HouseAsync(engine);

        Assert.Contains("speaks no Docker API", await road.FailedAsync("container.list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_begin_with_what_runs_and_ask_the_engine_once_for_several_keys()
    {
        await using var engine = await FakeDockerEngine.StartAsync(
            new FakeContainer("web-old") { State = "exited", Status = "Exited (0) 2 days ago" },
            new FakeContainer("web"),
            new FakeContainer("db-of-web"),
            new FakeContainer("mail"));
        await using var road = await HouseAsync(engine);

        Assert.Equal(["db-of-web", "mail", "web", "web-old"], await road.SuggestAsync("container.restart", "container", ""));
        Assert.Equal(["web", "web-old", "db-of-web"], await road.SuggestAsync("container.restart", "container", "WE"));
        Assert.Equal(1, engine.Listed);
    }

    [Fact]
    public async Task Without_an_engine_nothing_is_suggested()
    {
        await using var road = await Rooms.BuildAsync(builder => builder.AddFleet(), ("Fleet:Engine", "unix:///nowhere/engine.sock"));

        Assert.Empty(await road.SuggestAsync("container.logs", "container", ""));
    }

    private static Task<TestRoad> HouseAsync(FakeDockerEngine engine) =>
        Rooms.BuildAsync(builder => builder.AddFleet(), ("Fleet:Engine", engine.Address), ("Fleet:ReadTimeout", "00:01:00"));
}
