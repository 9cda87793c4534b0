using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Approvals;

public class ApprovalTests
{
    [Fact]
    public async Task What_needs_an_approval_waits_and_runs_after_it()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        Assert.Equal(RequestState.AwaitingApproval, road.Ledger[approval.Request.Id].State);
        Assert.Equal(0, road.Room.Effects);

        var vote = await road.VoteAsync(approval, Road.Operator);
        Assert.Equal((VoteOutcome.Decided, ApprovalState.Approved), (vote.Outcome, vote.Approval!.State));
        Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval));
        Assert.Equal(1, road.Room.Effects);
        Assert.Equal(
            [AuditKind.ApprovalAsked, AuditKind.ApprovalDecided, AuditKind.Intent, AuditKind.Outcome], road.Ledger.Drafts.Select(draft => draft.Kind));
    }

    [Theory]
    [InlineData(CallerKind.Model)]
    [InlineData(CallerKind.Key)]
    [InlineData(CallerKind.Schedule)]
    public async Task Only_a_persons_own_hand_counts_whatever_its_level(CallerKind kind)
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        foreach (var agrees in new[] { true, false })
        {
            var vote = await road.VoteAsync(approval, new Caller(kind, "9", "not a person", AccessLevel.Owner), agrees);
            Assert.Equal((VoteOutcome.NotAllowed, ApprovalState.Pending), (vote.Outcome, vote.Approval!.State));
        }

        Assert.Equal("not counted", road.Ledger.Drafts[^1].Result);
    }

    [Fact]
    public async Task A_hand_below_the_asked_level_does_not_count_in_either_direction()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        Assert.Equal(VoteOutcome.NotAllowed, (await road.VoteAsync(approval, Road.Viewer)).Outcome);
        var refusing = await road.VoteAsync(approval, Road.Viewer, agrees: false);
        Assert.Equal(VoteOutcome.NotAllowed, refusing.Outcome);
        Assert.Contains("needs Operator; your access is Viewer", refusing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_askers_own_yes_counts_only_where_the_law_says_so()
    {
        var own = await new Road().LoadedAsync();
        Assert.Equal(VoteOutcome.Decided, (await own.VoteAsync(await own.WaitingAsync(caller: Road.Operator), Road.Operator)).Outcome);

        var strict = await new Road(Road.Free.Replace("asker: true", "asker: false", StringComparison.Ordinal)).LoadedAsync();
        var approval = await strict.WaitingAsync(caller: Road.Operator);
        Assert.Equal(VoteOutcome.NotAllowed, (await strict.VoteAsync(approval, Road.Operator)).Outcome);
        Assert.Equal(VoteOutcome.Decided, (await strict.VoteAsync(approval, Road.Owner)).Outcome);
    }

    [Fact]
    public async Task A_model_that_asks_for_a_person_has_that_person_as_its_asker()
    {
        var strict = await new Road(Road.Free.Replace("asker: true", "asker: false", StringComparison.Ordinal)).LoadedAsync();
        var approval = await strict.WaitingAsync(caller: Road.Owner with { Kind = CallerKind.Model });
        Assert.Equal(VoteOutcome.NotAllowed, (await strict.VoteAsync(approval, Road.Owner)).Outcome);
    }

    [Fact]
    public async Task The_asker_may_take_it_back_without_any_level()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        var vote = await road.VoteAsync(approval, Road.Viewer, agrees: false);
        Assert.Equal(ApprovalState.Withdrawn, vote.Approval!.State);
        Assert.Equal(RequestState.Refused, road.Ledger[approval.Request.Id].State);
    }

    [Fact]
    public async Task One_no_of_somebody_who_may_decide_ends_it_and_masks_its_arguments()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(arguments: """{"text":"planted-secret"}""");
        Assert.Equal(ApprovalState.Denied, (await road.VoteAsync(approval, Road.Operator, agrees: false)).Approval!.State);
        Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval));
        Assert.Equal(0, road.Room.Effects);
        Assert.DoesNotContain("planted", road.Ledger[approval.Request.Id].Request.Arguments.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_decision_changes_nothing()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        var entries = road.Ledger.Entries.Count;
        var late = await road.VoteAsync(approval, Road.Owner, agrees: false);
        Assert.Equal((VoteOutcome.TooLate, ApprovalState.Approved), (late.Outcome, late.Approval!.State));
        Assert.Equal(entries, road.Ledger.Entries.Count);
    }

    [Fact]
    public async Task An_approval_that_nobody_knows_is_said_to_be_unknown() =>
        Assert.Equal(VoteOutcome.Unknown, (await new Road().Desk.VoteAsync(Guid.CreateVersion7(), Road.Owner, true, CancellationToken.None)).Outcome);

    [Fact]
    public async Task Where_two_are_needed_two_different_members_are_needed()
    {
        var road = await new Road(Road.Free.Replace("access: operator,", "access: operator, count: 2,", StringComparison.Ordinal)).LoadedAsync();
        var approval = await road.WaitingAsync();
        Assert.Equal(VoteOutcome.Counted, (await road.VoteAsync(approval, Road.Operator)).Outcome);
        Assert.Equal(VoteOutcome.Counted, (await road.VoteAsync(approval, Road.Operator)).Outcome);
        Assert.Equal(VoteOutcome.Decided, (await road.VoteAsync(approval, Road.Owner)).Outcome);
    }

    [Theory]
    [InlineData(3599, VoteOutcome.Decided)]
    [InlineData(3600, VoteOutcome.TooLate)]
    public async Task A_yes_counts_until_the_hour_is_over(int seconds, VoteOutcome expected)
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        road.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, (await road.VoteAsync(approval, Road.Operator)).Outcome);
    }

    [Fact]
    public async Task What_was_approved_and_could_not_begin_in_time_does_not_run()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        road.Time.Advance(TimeSpan.FromHours(1));
        Assert.Contains("lapsed", Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval)).Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task Fifty_resumes_at_once_run_it_once()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => road.ResumeAsync(approval))));
        Assert.Single(outcomes, outcome => outcome is OperationOutcome.Done);
        Assert.Equal(1, road.Room.Effects);
    }

    [Fact]
    public async Task A_request_that_was_changed_after_the_approval_does_not_run()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(arguments: """{"text":"harmless"}""");
        await road.VoteAsync(approval, Road.Operator);
        road.Ledger.Tamper(approval.Request.Id, JsonElement.Parse("""{"text":"harmful"}"""));
        var refused = Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval));
        Assert.Equal("What would run is not what was approved.", refused.Refusal.Message);
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task An_approval_that_is_not_given_runs_nothing()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval));
        Assert.Equal(0, road.Room.Effects);
        Assert.Equal(RequestState.AwaitingApproval, road.Ledger[approval.Request.Id].State);
    }

    [Theory]
    [InlineData("decision: approve, approvers: { access: owner, asker: true }", "asks for more")]
    [InlineData("decision: approve, approvers: { access: operator, count: 2, asker: true }", "asks for more")]
    [InlineData("decision: approve, approvers: { access: operator }", "asks for more")]
    [InlineData("decision: deny", "Somebody is asked")]
    public async Task A_law_that_became_stricter_between_approval_and_run_is_obeyed(string rule, string message)
    {
        var before = await new Road().LoadedAsync();
        var approval = await before.WaitingAsync();
        await before.VoteAsync(approval, Road.Operator);

        var stricter = Road.Free.Replace(
            "decision: approve, approvers: { access: operator, asker: true, expires: \"01:00:00\" }", rule, StringComparison.Ordinal);
        var after = await new Road(stricter, before.Ledger).LoadedAsync();
        var refused = Assert.IsType<OperationOutcome.Refused>(await after.ResumeAsync(approval));
        Assert.Contains(message, refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, after.Room.Effects);
    }

    [Fact]
    public async Task A_law_that_became_milder_does_not_hinder()
    {
        var before = await new Road().LoadedAsync();
        var approval = await before.WaitingAsync();
        await before.VoteAsync(approval, Road.Operator);
        var after = await new Road("version: 2\narticles: [{ id: a, title: A, text: A., rules: [{ decision: allow }] }]", before.Ledger).LoadedAsync();
        Assert.IsType<OperationOutcome.Done>(await after.ResumeAsync(approval));
    }

    [Fact]
    public async Task A_stop_pulled_between_approval_and_run_is_obeyed()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        await road.AskAsync("emergency.test");
        await road.Stop.StopAsync(road.Room.Last!, "a drill", CancellationToken.None);
        Assert.Equal(RefusalKind.Stopped, Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval)).Refusal.Kind);
    }

    [Fact]
    public async Task Each_change_is_told_to_the_one_reader_in_order()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync();
        road.Time.Advance(TimeSpan.FromHours(2));
        await road.Desk.ExpireAsync(CancellationToken.None);
        await road.Desk.ExpireAsync(CancellationToken.None);
        var told = new List<ApprovalState>();
        while (road.Desk.Changes.TryRead(out var change))
            told.Add(change.State);
        Assert.Equal([ApprovalState.Pending, ApprovalState.Expired], told);
        Assert.Equal(RequestState.Refused, road.Ledger[approval.Request.Id].State);
    }

    private static readonly string Two = Road.Free.Replace("access: operator,", "access: operator, count: 2,", StringComparison.Ordinal);

    [Fact]
    public async Task Of_two_last_hands_at_the_same_moment_one_decides_and_neither_is_lost()
    {
        var road = await new Road(Two).LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        var other = VoteOutcome.Unknown;
        road.Ledger.Deciding.Then(async () => other = (await road.VoteAsync(approval, Road.Owner)).Outcome);
        var mine = await road.VoteAsync(approval, Road.Operator);
        Assert.Equal((VoteOutcome.Counted, VoteOutcome.Decided), (other, mine.Outcome));
        Assert.Equal((ApprovalState.Approved, 2), (mine.Approval!.State, mine.Approval.Votes.Count));
        Assert.Equal("agrees", road.Ledger.Drafts.Last(draft => draft.Kind == AuditKind.ApprovalVote).Result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_decides_a_moment_later_is_told_how_it_was_decided(bool agrees)
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        road.Ledger.Deciding.Then(() => road.VoteAsync(approval, Road.Owner, !agrees));
        var late = await road.VoteAsync(approval, Road.Operator, agrees);
        Assert.Equal((VoteOutcome.TooLate, $"This was already {(agrees ? "denied" : "approved")}."), (late.Outcome, late.Message));
    }

    [Fact]
    public async Task A_hand_that_counts_after_somebody_decided_is_too_late()
    {
        var road = await new Road(Two).LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        road.Ledger.Deciding.Then(() => road.VoteAsync(approval, Road.Owner, agrees: false));
        Assert.Equal("This was already denied.", (await road.VoteAsync(approval, Road.Operator)).Message);
    }

    [Fact]
    public async Task An_approval_that_is_taken_out_of_the_store_decides_nothing()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        road.Ledger.Deciding.Then(() =>
        {
            road.Ledger.Remove(approval.Id);
            return Task.CompletedTask;
        });
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => road.VoteAsync(approval, Road.Operator));
        Assert.Equal($"Approval {approval.Id} vanished from the store.", thrown.Message);
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task What_was_approved_runs_with_the_very_words_that_were_asked_for()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(arguments: """{"text":"planted-secret"}""");
        await road.VoteAsync(approval, Road.Operator);
        Assert.Equal("planted-secret", Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval)).Result.Card.Title);
    }

    [Fact]
    public async Task Whoever_is_asked_is_told_the_way_back_and_whoever_waits_how_far_it_is()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync("room.undoable");
        Assert.Equal(["Somebody is asked", "To bring it back: room.redo"], approval.Reasons);
        await road.VoteAsync(approval, Road.Operator);
        var told = new Told();
        Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval, told));
        Assert.Equal(new OperationProgress("half of it", 0.5), told.Last);
    }

    [Theory]
    [InlineData(null, "There is no operation 'room.disrupt' any more.")]
    [InlineData("Its server is away.", "Its server is away.")]
    public async Task What_was_approved_and_is_gone_does_not_run_and_says_why(string? why, string message)
    {
        var before = await new Road().LoadedAsync();
        var approval = await before.WaitingAsync();
        await before.VoteAsync(approval, Road.Operator);
        var gone = new OperationCatalog([], _ => before.Room, JsonSerializerOptions.Web, visiting: [new Visitor(why: _ => why)]);
        var after = await new Road(ledger: before.Ledger, catalog: gone).LoadedAsync();
        Assert.Equal(message, Assert.IsType<OperationOutcome.Refused>(await after.ResumeAsync(approval)).Refusal.Message);
        Assert.Equal(RequestState.Refused, before.Ledger[approval.Request.Id].State);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void Of_two_conditions_both_hold_and_the_shorter_time_counts(int hours, int others)
    {
        var strict = new ApprovalTerms(AccessLevel.Operator, 2, true, TimeSpan.FromHours(hours)).And(new(AccessLevel.Owner, 1, false, TimeSpan.FromHours(others)));
        Assert.Equal(new ApprovalTerms(AccessLevel.Owner, 2, false, TimeSpan.FromHours(1)), strict);
    }

    /// <summary>Keeps what it is told.</summary>
    private sealed class Told : IProgress<OperationProgress>
    {
        public OperationProgress? Last { get; private set; }

        public void Report(OperationProgress value) => Last = value;
    }
}
