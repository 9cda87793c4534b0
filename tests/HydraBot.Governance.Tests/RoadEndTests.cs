using HydraBot.Governance.Access;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests;

/// <summary>What is told and kept at the ends of the road.</summary>
public class RoadEndTests
{
    [Fact]
    public async Task Whoever_has_too_little_access_is_told_what_it_takes_and_the_refusal_is_kept()
    {
        var road = await new Road().LoadedAsync();
        var outcome = Assert.IsType<OperationOutcome.Refused>(await road.AskAsync("room.change", Road.Viewer));
        Assert.Equal("room.change needs Operator; your access is Viewer.", outcome.Refusal.Message);
        Assert.Equal(RequestState.Refused, road.Ledger[outcome.RequestId].State);
        Assert.Equal("refused", Assert.Single(road.Ledger.Drafts).Result);
    }

    [Fact]
    public async Task Without_any_role_even_what_asks_for_no_access_is_refused()
    {
        var road = await new Road(access: new AccessOverrides([new("room.look", AccessLevel.None)])).LoadedAsync();
        Assert.Equal(RefusalKind.Access, (await road.RefusedAsync("room.look", Road.Guest)).Kind);
    }

    [Fact]
    public async Task What_is_wrong_with_the_arguments_that_an_operation_itself_finds_is_told_one_by_one()
    {
        var road = await new Road().LoadedAsync();
        road.Room.During = _ => throw OperationException.WrongArguments(["a is wrong.", "b is wrong."]);
        var failed = Assert.IsType<OperationOutcome.Failed>(await road.AskAsync("room.change"));
        Assert.Equal((false, "a is wrong. b is wrong."), (failed.IsBug, failed.Message));
        Assert.Equal(["a is wrong.", "b is wrong."], failed.Misfits);
    }

    [Fact]
    public async Task A_bug_is_known_as_one()
    {
        var road = await new Road().LoadedAsync();
        road.Room.During = _ => throw new InvalidOperationException("details");
        Assert.True(Assert.IsType<OperationOutcome.Failed>(await road.AskAsync("room.change")).IsBug);
    }

    [Fact]
    public async Task A_house_in_which_nobody_is_asked_for_roles_resumes_what_was_approved()
    {
        var road = await new Road(people: false).LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval));
    }
}
