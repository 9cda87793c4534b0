using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Operations;

/// <summary>What a request bears, what a refusal says, and what a board that cannot edit does.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("from-the-door", "from-the-door")]
    [InlineData(null, null)]
    public void A_request_bears_its_doors_correlation_id_or_its_own(string? given, string? borne)
    {
        var request = OperationRequest.Create("room.look", JsonElement.Parse("{}"), Road.Owner, Door.Http, TimeProvider.System, given);
        Assert.Equal(borne ?? request.Id.ToString("N"), request.CorrelationId);
    }

    [Fact]
    public async Task A_refusal_names_its_rule_and_all_reasons_in_one_line()
    {
        var refusal = await new Road().RefusedAsync("room.choose", arguments: """{"count":1,"colour":"red"}""");
        Assert.Equal("arguments", refusal.Rule);
        Assert.Equal("There is no argument 'colour'; allowed are name, count, door, really, tags, note. The argument 'name' is missing; it is a string.", refusal.Message);
    }

    [Fact]
    public async Task What_runs_no_second_time_is_refused_by_the_rule_of_once()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval));
        var again = Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval));
        Assert.Equal((RefusalKind.NotRunnable, "once"), (again.Refusal.Kind, again.Refusal.Rule));
    }

    [Fact]
    public async Task Whoever_knows_why_an_operation_is_absent_says_so()
    {
        var road = await new Road(catalog: new OperationCatalog([], _ => new object(), Road.Json, visiting: [new Visitor(why: name => name == "away.tool" ? "away.tool waits for an Owner." : null)])).LoadedAsync();
        Assert.Equal("away.tool waits for an Owner.", (await road.RefusedAsync("away.tool")).Message);
        Assert.Equal("There is no operation 'room.fly'; help lists what there is.", (await road.RefusedAsync("room.fly")).Message);
    }

    [Fact]
    public async Task A_board_that_cannot_edit_posts_what_it_is_to_show()
    {
        var board = new Board();
        var card = new Card { Title = "Disk full" };
        await ((INoticeBoard)board).ShowAsync(new Notice(NoticeTopic.Alerts, "disk", card), TestContext.Current.CancellationToken);
        Assert.Equal((NoticeTopic.Alerts, card), Assert.Single(board.Posted));
    }

    private sealed class Board : INoticeBoard
    {
        public List<(NoticeTopic Topic, Card Card)> Posted { get; } = [];

        public ValueTask PostAsync(NoticeTopic topic, Card card, CancellationToken cancellationToken)
        {
            Posted.Add((topic, card));
            return ValueTask.CompletedTask;
        }
    }
}
