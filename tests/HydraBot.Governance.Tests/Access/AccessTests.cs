using HydraBot.Governance.Access;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Access;

/// <summary>Who may do what, how often, and that it is what they are now that counts.</summary>
public class AccessTests
{
    [Theory]
    [InlineData("room.change", "room.*", AccessLevel.Viewer, true)]
    [InlineData("room.look", "room.look", AccessLevel.Owner, false)]
    [InlineData("room.look", "room.*", AccessLevel.Operator, false)]
    [InlineData("room.look", "other.*", AccessLevel.Owner, true)]
    public async Task A_level_that_the_owner_sets_counts_instead_of_the_operations_own(string operation, string pattern, AccessLevel level, bool allowed)
    {
        var road = await new Road(access: new AccessOverrides([new(pattern, level)])).LoadedAsync();
        Assert.Equal(allowed, await road.AskAsync(operation, Road.Viewer) is OperationOutcome.Done);
    }

    [Fact]
    public void Of_several_patterns_the_most_exact_counts()
    {
        var access = new AccessOverrides([new("*", AccessLevel.Owner), new("room.*", AccessLevel.Operator), new("room.look", AccessLevel.Viewer)]);
        Assert.Equal(
            [AccessLevel.Viewer, AccessLevel.Operator, AccessLevel.Owner],
            new[] { "room.look", "room.change", "memory.add" }.Select(name => access.Of(name)!.Value));
    }

    [Fact]
    public async Task A_key_for_some_operations_may_ask_for_those_alone()
    {
        var road = await new Road().LoadedAsync();
        var key = new Caller(CallerKind.Key, "backup", "backup", AccessLevel.Owner) { Operations = ["room.look", "memory.*"] };
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look", key));
        var refusal = await road.RefusedAsync("room.change", key);
        Assert.Equal((RefusalKind.Access, "access"), (refusal.Kind, refusal.Rule));
        Assert.Contains("room.look, memory.*", refusal.Message, StringComparison.Ordinal);

        // A model that works for the key is no way around it.
        Assert.Equal(RefusalKind.Access, (await road.RefusedAsync("room.change", key with { Kind = CallerKind.Model })).Kind);
        Assert.Equal(0, road.Room.Effects);
    }

    [Theory]
    [InlineData(CallerKind.Model)]
    [InlineData(CallerKind.Schedule)]
    [InlineData(CallerKind.Key)]
    public async Task Whoever_works_for_somebody_has_no_more_access_than_they(CallerKind kind)
    {
        var road = await new Road().LoadedAsync();
        Assert.Equal(RefusalKind.Access, (await road.RefusedAsync("room.change", Road.Viewer with { Kind = kind })).Kind);
    }

    [Fact]
    public async Task A_limit_counts_all_its_operations_together_and_lets_others_be()
    {
        var limit = new AccessLimit("room", [new NamePattern("room.*")], ["2"], new Pace(2, TimeSpan.FromHours(1)));
        var road = await new Road(limits: [limit]).LoadedAsync();
        await road.AskAsync("room.look", Road.Operator);
        await road.AskAsync("room.change", Road.Operator);
        var refusal = await road.RefusedAsync("room.look", Road.Operator);
        Assert.Equal(RefusalKind.TooOften, refusal.Kind);
        Assert.Contains("11:00:00 UTC", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.TooOften, (await road.RefusedAsync("room.look", Road.Operator with { Kind = CallerKind.Model })).Kind);
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look", Road.Owner));

        road.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look", Road.Operator));
    }

    [Fact]
    public async Task What_was_done_before_a_restart_still_counts()
    {
        const string Law = """
            version: 1
            articles:
              - { id: free, title: Free, text: Free., rules: [{ operations: room.change, coolDown: "01:00:00", decision: allow }] }
            """;
        var before = await new Road(Law).LoadedAsync();
        Assert.IsType<OperationOutcome.Done>(await before.AskAsync("room.change"));
        var after = await new Road(Law, before.Ledger).LoadedAsync();
        await foreach (var request in before.Ledger.SinceAsync(after.Time.GetUtcNow() - after.Limits.Longest(after.Law), TestContext.Current.CancellationToken))
            after.Limits.Remember(request);
        Assert.Equal(RefusalKind.Constitution, (await after.RefusedAsync("room.change")).Kind);
        after.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsType<OperationOutcome.Done>(await after.AskAsync("room.change"));
    }

    [Fact]
    public async Task Whoever_lost_their_role_between_asking_and_deciding_does_not_run_what_they_asked_for()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Operator);
        await road.VoteAsync(approval, Road.Owner);
        road.People.Levels["2"] = AccessLevel.None;
        Assert.Equal(RefusalKind.Access, Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval)).Refusal.Kind);
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task Whoever_lost_their_role_after_agreeing_no_longer_agrees()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Viewer);
        await road.VoteAsync(approval, Road.Operator);
        road.People.Levels["2"] = AccessLevel.Viewer;
        var refused = Assert.IsType<OperationOutcome.Refused>(await road.ResumeAsync(approval)).Refusal;
        Assert.Equal(RefusalKind.NotRunnable, refused.Kind);
        Assert.Contains("too few", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task What_was_asked_runs_with_the_access_that_the_asker_has_when_it_runs()
    {
        var road = await new Road().LoadedAsync();
        var approval = await road.WaitingAsync(caller: Road.Operator);
        await road.VoteAsync(approval, Road.Owner);
        road.People.Levels["2"] = AccessLevel.Viewer;
        Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval));
        Assert.Equal(AccessLevel.Viewer, road.Room.Last!.Caller.Access);
    }

    [Theory]
    [InlineData(23, "2", "room.disrupt", VoteOutcome.Decided)]
    [InlineData(3, "2", "room.disrupt", VoteOutcome.Decided)]
    [InlineData(12, "2", "room.disrupt", VoteOutcome.NotAllowed)]
    [InlineData(23, "9", "room.disrupt", VoteOutcome.NotAllowed)]
    public async Task In_quiet_hours_a_delegate_decides_and_nobody_else(int hour, string voter, string operation, VoteOutcome expected)
    {
        const string Law = """
            version: 1
            articles:
              - id: asked
                title: An Owner is asked
                text: Asked.
                rules: [{ effects: disrupt, decision: approve, approvers: { access: owner, asker: true, expires: "23:00:00" } }]
            """;
        var delegation = new Delegation(new TimeOnly(22, 0), new TimeOnly(7, 0), TimeZoneInfo.Utc, ["2"], [new NamePattern("room.*")]);
        var road = await new Road(Law, delegation: delegation).LoadedAsync();
        road.Time.Advance(TimeSpan.FromHours((hour - road.Time.GetUtcNow().Hour + 24) % 24));
        var approval = await road.WaitingAsync(operation, Road.Viewer);
        Assert.Equal(expected, (await road.VoteAsync(approval, Road.Operator with { Id = voter })).Outcome);
        if (expected == VoteOutcome.Decided)
            Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval));
    }

    [Theory]
    [InlineData("emergency.resume")]
    [InlineData("constitution.adopt")]
    [InlineData("audit.seal")]
    public void Law_record_and_stop_are_never_delegated(string operation)
    {
        var delegation = new Delegation(new TimeOnly(22, 0), new TimeOnly(7, 0), TimeZoneInfo.Utc, ["2"], [new NamePattern("*")]);
        var night = new DateTimeOffset(2026, 11, 28, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal(AccessLevel.Operator, delegation.Worth(Road.Operator, operation, AccessLevel.Owner, night));
        Assert.Equal(AccessLevel.Owner, delegation.Worth(Road.Operator, "room.disrupt", AccessLevel.Owner, night));
        Assert.Equal(AccessLevel.Viewer, delegation.Worth(Road.Viewer with { Id = "2" }, "room.disrupt", AccessLevel.Owner, night));
    }

    [Theory]
    [InlineData("*.look", "room.*", AccessLevel.Viewer)]
    [InlineData("room.*", "*.look", AccessLevel.Operator)]
    [InlineData("room.l*", "room.????", AccessLevel.Viewer)]
    [InlineData("room.????", "room.l*", AccessLevel.Operator)]
    public void Of_two_patterns_the_one_with_more_letters_counts_and_of_equals_the_first_in_order_of_signs(string first, string second, AccessLevel expected) =>
        Assert.Equal(expected, new AccessOverrides([new(first, AccessLevel.Viewer), new(second, AccessLevel.Operator)]).Of("room.look"));
}
