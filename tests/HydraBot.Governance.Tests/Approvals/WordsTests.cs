using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Approvals;

/// <summary>What people are told about their hands, and what the record says of them.</summary>
public class WordsTests
{
    private const string TwoOwners = """
        version: 1
        articles: [{ id: two, title: Two, text: Two., rules: [{ decision: approve, approvers: { access: operator, count: 2, expires: "01:00:00" } }] }]
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hand_for_what_does_not_exist_is_told_so()
    {
        var road = await new Road().LoadedAsync();
        Assert.Equal((VoteOutcome.Unknown, "There is no such approval."), Told(await road.Desk.VoteAsync(Guid.Empty, Road.Owner, true, Token)));
        Assert.Equal((VoteOutcome.Unknown, "There is no such approval."), Told(await road.Desk.WithdrawAsync(Guid.Empty, Road.Owner, Token)));
        var nowhere = await Assert.ThrowsAsync<ArgumentException>(() => road.Executor.ResumeAsync(Guid.Empty, null, Token));
        Assert.StartsWith($"There is no approval {Guid.Empty}.", nowhere.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_hands_the_first_is_counted_and_the_second_decides()
    {
        var road = await new Road(TwoOwners).LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        Assert.Equal((VoteOutcome.Counted, "Counted: 1 of 2."), Told(await road.VoteAsync(approval, Road.Operator)));
        Assert.Equal(("agrees", AuditKind.ApprovalVote), (road.Ledger.Drafts[^1].Result, road.Ledger.Drafts[^1].Kind));
        Assert.Equal(VoteOutcome.Counted, (await road.VoteAsync(approval, Road.Operator)).Outcome);
        Assert.Equal((VoteOutcome.Decided, "Approved."), Told(await road.VoteAsync(approval, Road.Owner)));
        Assert.Equal(("approved", Door.Chat), (road.Ledger.Drafts[^1].Result, road.Ledger.Drafts[^1].Door));
        Assert.Equal((VoteOutcome.TooLate, "This was already approved."), Told(await road.VoteAsync(approval, Road.Owner with { Id = "8" }, agrees: false)));
    }

    [Fact]
    public async Task One_hand_against_it_is_enough_and_is_said_so()
    {
        var road = await new Road(TwoOwners).LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        Assert.Equal((VoteOutcome.Decided, "Denied."), Told(await road.VoteAsync(approval, Road.Operator, agrees: false)));
        var refused = Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval));
        Assert.Equal("This is denied, not approved.", Assert.Single(refused.Refusal.Reasons));
    }

    [Fact]
    public async Task At_the_very_end_of_its_time_it_has_lapsed_and_the_clock_is_named_as_whose_doing_that_was()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        road.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        await road.Desk.ExpireAsync(Token);
        Assert.Equal("waiting", road.Ledger.Drafts[^1].Result);
        road.Time.Advance(TimeSpan.FromTicks(1));
        await road.Desk.ExpireAsync(Token);
        Assert.Equal(("expired", Door.Schedule), (road.Ledger.Drafts[^1].Result, road.Ledger.Drafts[^1].Door));
        Assert.Equal((VoteOutcome.TooLate, "This was already expired."), Told(await road.VoteAsync(approval, Road.Owner)));
    }

    [Fact]
    public async Task Only_the_one_who_asked_takes_it_back()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        Assert.Equal(
            (VoteOutcome.NotAllowed, "Only the one who asked takes it back; others refuse it on Discord."), Told(await road.Desk.WithdrawAsync(approval.Id, Road.Owner, Token)));
        Assert.Equal(VoteOutcome.NotAllowed, (await road.Desk.WithdrawAsync(approval.Id, Road.Viewer with { Kind = CallerKind.Key }, Token)).Outcome);
        Assert.Equal((VoteOutcome.Decided, "Withdrawn."), Told(await road.Desk.WithdrawAsync(approval.Id, Road.Viewer, Token)));
        Assert.Equal(VoteOutcome.TooLate, (await road.Desk.WithdrawAsync(approval.Id, Road.Viewer, Token)).Outcome);
    }

    [Fact]
    public async Task Whoever_may_not_is_told_why()
    {
        var road = await new Road(TwoOwners).LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Operator);
        Assert.Equal("The law asks for somebody other than the one who asked.", (await road.VoteAsync(approval, Road.Operator)).Message);
        Assert.Equal("Only a person's own hand on Discord decides approvals.", (await road.VoteAsync(approval, Road.Owner with { Kind = CallerKind.Model })).Message);
    }

    [Fact]
    public async Task What_runs_once_does_not_run_again_and_says_so()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        await road.ResumeAsync(approval);
        var again = Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval));
        Assert.Equal("This ran before, or was cut off; it never runs twice.", Assert.Single(again.Refusal.Reasons));
        Assert.Equal(1, road.Room.Effects);
    }

    private static (VoteOutcome, string) Told(VoteResult result) => (result.Outcome, result.Message);
}
