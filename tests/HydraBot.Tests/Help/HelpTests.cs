using HydraBot.Fleet;
using HydraBot.Governance.Operations;
using HydraBot.Help;
using HydraBot.Inference;
using HydraBot.Testing.Road;
using Xunit;

namespace HydraBot.Tests.Help;

public class HelpTests
{
    [Fact]
    public async Task Help_lists_what_the_callers_access_reaches_room_by_room()
    {
        await using var road = await HouseAsync();

        var (card, value) = await road.DoneAsync("help", access: AccessLevel.Viewer);
        var (more, _) = await road.DoneAsync("help", access: AccessLevel.Operator);

        var names = value.GetProperty("operations").EnumerateArray().Select(one => one.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(((string[])["chat", "container.list", "help", "status"]).Except(names));
        Assert.DoesNotContain("container.restart", names);
        Assert.Equal("HydraBot", card.Fields[0].Name);
        var containers = Assert.Single(card.Fields, field => field.Name == "Container").Value;
        Assert.Contains("`/container list` Lists the containers", containers, StringComparison.Ordinal);
        Assert.DoesNotContain("/restart", containers, StringComparison.Ordinal);
        Assert.Contains("`/restart` ⚡ Restarts a container", Assert.Single(more.Fields, field => field.Name == "Container").Value, StringComparison.Ordinal);
        Assert.All(more.Fields, field => Assert.InRange(field.Value.Length, 1, 1024));
    }

    [Theory]
    [InlineData("container.logs")]
    [InlineData("/logs")]
    [InlineData("Container Logs")]
    public async Task One_operation_is_shown_closely_by_any_of_its_names(string name)
    {
        await using var road = await HouseAsync();

        var (card, _) = await road.DoneAsync("help", $$"""{"operation": "{{name}}"}""", AccessLevel.Operator);

        Assert.Equal("/logs", card.Title);
        Assert.Equal("Its name, or the beginning of its id.\nText.", Assert.Single(card.Fields, field => field.Name == "container").Value);
        Assert.Equal("How many lines at most.\nA whole number, 1 to 5000; 100 when left out.", Assert.Single(card.Fields, field => field.Name == "lines (optional)").Value);
        Assert.Contains(card.Fields, field => field is { Name: "Needs", Value: "Operator" });
    }

    [Fact]
    public async Task Choices_are_listed()
    {
        await using var road = await HouseAsync();

        var (card, _) = await road.DoneAsync("help", """{"operation": "container.list"}""");

        Assert.Equal("Which ones.\nOne of all, running, unhealthy; all when left out.", Assert.Single(card.Fields, field => field.Name == "filter (optional)").Value);
    }

    [Fact]
    public async Task Who_may_not_use_it_is_told_what_it_needs()
    {
        await using var road = await HouseAsync();

        var (card, _) = await road.DoneAsync("help", """{"operation": "restart"}""", AccessLevel.Viewer);

        Assert.Contains("It needs **Operator**; your access is Viewer.", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_with_those_that_are_like_it()
    {
        await using var road = await HouseAsync();

        Assert.StartsWith(
            "There is no operation 'container.rstart'. Did you mean `container.",
            await road.FailedAsync("help", """{"operation": "container.rstart"}"""), StringComparison.Ordinal);
        Assert.EndsWith("`/help` lists all there are.", await road.FailedAsync("help", """{"operation": "fly"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_completed()
    {
        await using var road = await HouseAsync();

        Assert.Equal(["container.exec", "container.follow", "container.list", "container.logs", "container.restart", "container.show", "container.start", "container.stop"], await road.SuggestAsync("help", "operation", "cont"));
    }

    private static Task<TestRoad> HouseAsync() => Rooms.BuildAsync(builder =>
    {
        builder.AddFleet();
        builder.AddInference();
        builder.AddHelp();
    });
}
