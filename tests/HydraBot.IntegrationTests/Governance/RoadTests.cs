using HydraBot.CrashSubject;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.IntegrationTests.Support;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.IntegrationTests.Governance;

/// <summary>The road on a real database; the same on each backend.</summary>
public abstract class RoadTests : IAsyncLifetime
{
    private static readonly Caller Other = new(CallerKind.Member, "2", "second", AccessLevel.Owner);
    private Backend _backend = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _backend = await CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
            await _backend.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_read_leaves_an_intent_and_an_outcome_in_a_valid_chain()
    {
        await using var house = await House.StartAsync(_backend);
        var outcome = Assert.IsType<OperationOutcome.Done>(await house.AskAsync("subject.look"));

        var entries = (await house.Audit.OfRequestAsync(outcome.RequestId, Token)).Select(AuditChain.Open).ToArray();
        Assert.Equal([AuditKind.Intent, AuditKind.Outcome], entries.Select(entry => entry.Kind));
        Assert.Equal(RequestState.Done, await house.StateAsync(outcome.RequestId));
        Assert.Equal(new AuditVerification(true, 3, null, null), await house.Audit.VerifyAsync(Token));
    }

    [Fact]
    public async Task An_effect_waits_for_a_hand_runs_once_and_is_told_at_each_step()
    {
        await using var house = await House.StartAsync(_backend);
        var approval = await house.AskAndWaitAsync("subject.effect", "hello");
        Assert.Equal(approval.Id, (await house.Door.Shown.ReadAsync(Token)).Id);
        Assert.Empty(house.Effects);

        Assert.Equal(VoteOutcome.Decided, (await house.VoteAsync(approval.Id)).Outcome);
        Assert.Equal(ApprovalState.Approved, (await house.Door.Decided.ReadAsync(Token)).State);
        Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));

        Assert.Equal([$"begin effect {approval.Request.Id:N} hello", $"end effect {approval.Request.Id:N} hello"], house.Effects);
        var kinds = (await house.Audit.OfRequestAsync(approval.Request.Id, Token)).Select(entry => AuditChain.Open(entry).Kind);
        Assert.Equal([AuditKind.ApprovalAsked, AuditKind.ApprovalDecided, AuditKind.Intent, AuditKind.Outcome], kinds);
        Assert.True((await house.Audit.VerifyAsync(Token)).Valid);
    }

    [Fact]
    public async Task A_door_that_fails_does_not_keep_what_was_approved_from_running()
    {
        await using var house = await House.StartAsync(_backend);
        house.Door.Broken = true;
        var approval = await house.AskAndWaitAsync("subject.effect", "hello");
        await house.VoteAsync(approval.Id);

        Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));
        Assert.Equal(2, house.Effects.Count);
    }

    [Fact]
    public async Task An_approval_that_could_not_be_shown_is_shown_when_the_door_works_again()
    {
        await using var house = await House.StartAsync(_backend);
        house.Door.Broken = true;
        var approval = await house.AskAndWaitAsync("subject.effect", "hello");
        await house.Door.Shown.ReadAsync(Token);
        house.Door.Broken = false;

        var again = house.Door.Shown.ReadAsync(Token).AsTask();
        // Until the pause has begun on the house's clock, the clock has nothing to ring for.
        while (!again.IsCompleted)
        {
            house.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(again, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token));
        }

        Assert.Equal(approval.Id, (await again).Id);
        await house.VoteAsync(approval.Id);
        Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));
    }

    [Fact]
    public async Task Fifty_resumes_at_once_run_it_once()
    {
        await using var house = await House.StartAsync(_backend);
        var approval = await house.AskAndWaitAsync("subject.effect", "once");
        await house.VoteAsync(approval.Id);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Task.Run(() => house.Executor.ResumeAsync(approval.Id, null, Token))));
        var told = await house.Door.Finished.ReadAsync(Token);

        Assert.Single(outcomes.Append(told), outcome => outcome is OperationOutcome.Done);
        Assert.All(outcomes.Append(told).Where(outcome => outcome is not OperationOutcome.Done), outcome =>
            Assert.Equal(RefusalKind.NotRunnable, Assert.IsType<OperationOutcome.Refused>(outcome).Refusal.Kind));
        Assert.Equal(2, house.Effects.Count);
    }

    [Fact]
    public async Task Two_last_votes_at_the_same_moment_decide_once()
    {
        await using var house = await House.StartAsync(_backend);
        var approval = await house.AskAndWaitAsync("subject.pair", "both");
        await Task.WhenAll(Task.Run(() => house.VoteAsync(approval.Id)), Task.Run(() => house.VoteAsync(approval.Id, Other)));

        Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));
        Assert.Equal(2, (await house.Approvals.FindAsync(approval.Id, Token))!.Votes.Count);
        Assert.Equal(2, house.Effects.Count);
    }

    [Fact]
    public async Task One_vote_of_two_is_counted_once_however_often_it_is_given()
    {
        await using var house = await House.StartAsync(_backend);
        var approval = await house.AskAndWaitAsync("subject.pair", "both");
        for (var vote = 0; vote < 3; vote++)
            Assert.Equal(VoteOutcome.Counted, (await house.VoteAsync(approval.Id)).Outcome);

        Assert.Single((await house.Approvals.FindAsync(approval.Id, Token))!.Votes);
        Assert.Single(await house.Audit.OfRequestAsync(approval.Request.Id, Token), entry => AuditChain.Open(entry).Kind == AuditKind.ApprovalVote);
    }

    [Fact]
    public async Task Arguments_that_were_changed_after_the_approval_do_not_run()
    {
        await using var house = await House.StartAsync(_backend);
        var approval = await house.AskAndWaitAsync("subject.effect", "harmless");
        await house.TamperAsync("UPDATE requests SET arguments = '{\"text\":\"harmful\"}'");
        await house.VoteAsync(approval.Id);

        var refused = Assert.IsType<OperationOutcome.Refused>(await house.Door.Finished.ReadAsync(Token));
        Assert.Contains("not what was approved", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Empty(house.Effects);
    }

    [Fact]
    public async Task An_approval_lapses_exactly_when_it_is_due()
    {
        await using var house = await House.StartAsync(_backend);
        var approval = await house.AskAndWaitAsync("subject.effect", "late");
        await house.Door.Shown.ReadAsync(Token);

        house.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Equal(ApprovalState.Pending, (await house.Approvals.FindAsync(approval.Id, Token))!.State);
        var decided = await house.Time.UntilAsync(house.Door.Decided.ReadAsync(Token).AsTask(), TimeSpan.FromSeconds(1), Token);

        Assert.Equal(ApprovalState.Expired, decided.State);
        Assert.Equal(RequestState.Refused, await house.StateAsync(approval.Request.Id));
        Assert.Equal(VoteOutcome.TooLate, (await house.VoteAsync(approval.Id)).Outcome);
        Assert.Empty(house.Effects);
    }

    [Fact]
    public async Task What_waited_is_shown_again_after_a_restart_and_can_still_be_approved()
    {
        Approval approval;
        await using (var before = await House.StartAsync(_backend))
            approval = await before.AskAndWaitAsync("subject.effect", "patient");

        await using var house = await House.StartAsync(_backend);
        var shown = await house.Door.Shown.ReadAsync(Token);
        Assert.Equal(approval.Digest, RequestDigest.Of(shown.Request));
        await house.VoteAsync(shown.Id);
        Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));
        Assert.Equal(2, house.Effects.Count);
    }

    [Fact]
    public async Task The_emergency_stop_cancels_what_runs_and_holds_over_a_restart_until_an_owner_lifts_it()
    {
        await using (var before = await House.StartAsync(_backend))
        {
            var begun = new Signal();
            var waiting = before.AskAsync("subject.wait", progress: begun);
            await begun.Reported;
            Assert.IsType<OperationOutcome.Done>(await EmergencyAsync(before, "emergency.stop"));
            Assert.Contains("emergency stop", Assert.IsType<OperationOutcome.Cancelled>(await waiting).Message, StringComparison.Ordinal);
        }

        await using var house = await House.StartAsync(_backend);
        Assert.Equal(RefusalKind.Stopped, Assert.IsType<OperationOutcome.Refused>(await house.AskAsync("subject.note", "no")).Refusal.Kind);
        Assert.IsType<OperationOutcome.Done>(await house.AskAsync("subject.look"));

        var asked = Assert.IsType<OperationOutcome.Waiting>(await EmergencyAsync(house, "emergency.resume"));
        await house.VoteAsync(asked.Approval.Id);
        Assert.IsType<OperationOutcome.Done>(await house.Door.Finished.ReadAsync(Token));
        Assert.IsType<OperationOutcome.Done>(await house.AskAsync("subject.note", "yes"));
        Assert.Contains(await house.Audit.TailAsync(100, Token), entry => AuditChain.Open(entry) is { Kind: AuditKind.Emergency, Result: "resumed" });
    }

    [Fact]
    public async Task Secrets_in_arguments_are_gone_from_the_database_once_the_request_has_ended()
    {
        const string Secret = "sk-abcdefghijklmnopqrstuvwxyz";
        await using var house = await House.StartAsync(_backend);
        var done = await house.AskAsync("subject.note", Secret);
        var denied = await house.AskAndWaitAsync("subject.effect", Secret);
        await house.VoteAsync(denied.Id, Other, agrees: false);

        foreach (var id in new[] { done.RequestId, denied.Request.Id })
        {
            Assert.DoesNotContain(Secret, (await house.Journal.FindAsync(id, Token))!.Request.Arguments.GetRawText(), StringComparison.Ordinal);
            Assert.All(await house.Audit.OfRequestAsync(id, Token), entry => Assert.DoesNotContain(Secret, entry.Body, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Many_requests_at_once_leave_one_unbroken_chain()
    {
        await using var house = await House.StartAsync(_backend);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n =>
            Task.Run(() => n % 2 == 0 ? house.AskAsync("subject.look") : house.AskAsync("subject.note", $"{n}"))));

        var found = await house.Audit.VerifyAsync(Token);
        Assert.Equal((true, 81L), (found.Valid, found.Entries));
        Assert.Equal(81, await house.Audit.ReadAsync(0, int.MaxValue, Token).CountAsync(Token));
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET body = '{}' WHERE sequence = 2")]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 2")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("UPDATE audit_head SET sequence = 1")]
    [InlineData("DELETE FROM audit_head")]
    public async Task The_database_itself_refuses_to_change_what_was_recorded(string sql)
    {
        await using var house = await House.StartAsync(_backend);
        await house.AskAsync("subject.look");
        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => house.TamperAsync(sql));
        Assert.Contains("audit chain", refusal.Message, StringComparison.Ordinal);
        Assert.True((await house.Audit.VerifyAsync(Token)).Valid);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET body = replace(body, 'owner', 'guest') WHERE sequence = 3", 3, "changed")]
    [InlineData("UPDATE audit_entries SET hash = previous_hash WHERE sequence = 2", 2, "changed")]
    [InlineData("UPDATE audit_entries SET previous_hash = hash WHERE sequence = 4", 4, "does not follow")]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 1", 1, "missing")]
    [InlineData("DELETE FROM audit_entries WHERE sequence = 3", 3, "missing")]
    [InlineData("DELETE FROM audit_entries WHERE sequence > 3", 4, "ends at entry 3")]
    [InlineData("DELETE FROM audit_entries", 1, "ends at entry 0")]
    [InlineData("DELETE FROM audit_head", 1, "ends at entry 5")]
    [InlineData("UPDATE audit_head SET hash = 'x'", 5, "rewritten")]
    public async Task Whoever_gets_past_the_triggers_is_found_at_the_right_entry(string sql, long firstBad, string problem)
    {
        await using var house = await House.StartAsync(_backend);
        await house.AskAsync("subject.note", "one");
        await house.AskAsync("subject.note", "two");
        foreach (var statement in DropTriggers)
            await house.TamperAsync(statement);
        await house.TamperAsync(sql);

        var found = await house.Audit.VerifyAsync(Token);
        Assert.False(found.Valid);
        Assert.Equal(firstBad, found.FirstBadSequence);
        Assert.Contains(problem, found.Problem, StringComparison.Ordinal);
    }

    protected abstract IReadOnlyList<string> DropTriggers { get; }

    protected abstract Task<Backend> CreateAsync();

    private static async Task<OperationOutcome> EmergencyAsync(House house, string operation) => await house.Executor.ExecuteAsync(
        OperationRequest.Create(
            operation, System.Text.Json.JsonSerializer.SerializeToElement(new { reason = "a drill" }), Subject.Owner, Door.Chat, house.Time),
        null,
        Token);
}
