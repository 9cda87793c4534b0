using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests;

public class RulesTests
{
    private const string Nothing = "version: 1\narticles: []";

    [Fact]
    public async Task An_operation_that_does_not_exist_is_refused_audited_and_never_stored()
    {
        var road = await new Road().LoadedAsync();
        var refusal = await road.RefusedAsync("room.fly");

        Assert.Equal(RefusalKind.UnknownOperation, refusal.Kind);
        Assert.Contains("room.fly", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("room.fly", "catalog"), (Assert.Single(road.Ledger.Drafts).Operation, road.Ledger.Drafts[0].Rule));
        Assert.Empty(await road.Ledger.InStateAsync(Enum.GetValues<RequestState>(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Access_is_asked_before_the_stop_and_the_stop_before_the_law()
    {
        var road = new Road(Nothing);
        Assert.Equal("access", (await road.RefusedAsync("room.change", Road.Viewer)).Rule);
        Assert.Equal("emergency-stop", (await road.RefusedAsync("room.change", Road.Operator)).Rule);
        await road.LoadedAsync();
        Assert.Equal("constitution", (await road.RefusedAsync("room.change", Road.Operator)).Rule);
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task Whoever_has_no_role_is_told_so_whatever_they_ask_for()
    {
        var road = await new Road().LoadedAsync();
        var refusal = await road.RefusedAsync("room.look", Road.Guest);
        Assert.Equal(RefusalKind.Access, refusal.Kind);
        Assert.Contains("no access", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AccessLevel.Viewer, false)]
    [InlineData(AccessLevel.Operator, true)]
    [InlineData(AccessLevel.Owner, true)]
    public async Task A_level_includes_those_below_it(AccessLevel access, bool runs)
    {
        var road = await new Road().LoadedAsync();
        var outcome = await road.AskAsync("room.change", Road.Owner with { Access = access });
        Assert.Equal(runs, outcome is OperationOutcome.Done);
        Assert.Equal(runs ? 1 : 0, road.Room.Effects);
    }

    [Fact]
    public async Task What_the_law_does_not_speak_of_is_denied()
    {
        var road = await new Road(Nothing).LoadedAsync();
        var refusal = await road.RefusedAsync("room.look");
        Assert.Equal(RefusalKind.Constitution, refusal.Kind);
        Assert.Contains("what the law does not allow is denied", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_stored_state_is_read_the_house_counts_as_stopped()
    {
        var road = new Road();
        Assert.Equal(RefusalKind.Stopped, (await road.RefusedAsync("room.change")).Kind);
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look"));
    }

    [Fact]
    public async Task An_intent_is_in_the_chain_before_the_effect_and_an_outcome_after_it()
    {
        var road = await new Road().LoadedAsync();
        var before = Array.Empty<AuditKind>();
        road.Room.During = _ =>
        {
            before = [.. road.Ledger.Drafts.Select(draft => draft.Kind)];
            return Task.CompletedTask;
        };
        await road.AskAsync("room.change");

        Assert.Equal([AuditKind.Intent], before);
        Assert.Equal([AuditKind.Intent, AuditKind.Outcome], road.Ledger.Drafts.Select(draft => draft.Kind));
        Assert.Equal(1, road.Room.Last!.AuditSequence);
        Assert.Equal(["free"], road.Ledger.Drafts[0].Articles);
        Assert.All(road.Ledger.Drafts, draft => Assert.Equal(road.Law.Sha256, draft.Law));
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_done()
    {
        var road = await new Road().LoadedAsync();
        road.Ledger.Full = true;
        await Assert.ThrowsAsync<IOException>(() => road.AskAsync("room.change"));
        Assert.Equal(0, road.Room.Effects);
    }

    [Fact]
    public async Task A_failure_tells_its_sentence_and_a_bug_only_its_reference()
    {
        var road = await new Road().LoadedAsync();
        road.Room.During = _ => throw new OperationException("The container is gone.");
        Assert.Equal("The container is gone.", Assert.IsType<OperationOutcome.Failed>(await road.AskAsync("room.change")).Message);

        road.Room.During = _ => throw new InvalidOperationException("secret details");
        var bug = Assert.IsType<OperationOutcome.Failed>(await road.AskAsync("room.change"));
        Assert.DoesNotContain("secret details", bug.Message, StringComparison.Ordinal);
        Assert.Contains(road.Ledger[bug.RequestId].Request.CorrelationId, bug.Message, StringComparison.Ordinal);
        Assert.Equal(RequestState.Failed, road.Ledger[bug.RequestId].State);
    }

    [Fact]
    public async Task An_operation_is_cancelled_at_its_time_limit_and_says_so()
    {
        var road = await new Road("version: 1\narticles: [{ id: a, title: A, text: A., rules: [{ decision: allow }] }]").LoadedAsync();
        var begun = new TaskCompletionSource();
        road.Room.During = async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, road.Time, token);
        };
        var asked = road.AskAsync("room.disrupt");
        await begun.Task;
        road.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("Cancelled after its time limit of 60 s.", Assert.IsType<OperationOutcome.Cancelled>(await asked).Message);
    }

    [Fact]
    public async Task A_caller_who_goes_away_cancels_and_the_outcome_is_still_written()
    {
        var road = await new Road().LoadedAsync();
        using var caller = new CancellationTokenSource();
        road.Room.During = async token =>
        {
            await caller.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        var outcome = await road.AskAsync("room.change", cancellationToken: caller.Token);
        Assert.Equal("Cancelled by the caller.", Assert.IsType<OperationOutcome.Cancelled>(outcome).Message);
        Assert.Equal("cancelled", road.Ledger.Drafts[^1].Result);
        Assert.Equal(RequestState.Cancelled, road.Ledger[outcome.RequestId].State);
    }

    [Fact]
    public async Task The_stop_cancels_what_runs_and_even_what_began_before_it_was_lifted_in_vain()
    {
        var road = await new Road().LoadedAsync();
        await road.AskAsync("emergency.test");
        var clearance = road.Room.Last!;
        await road.Stop.ResumeAsync(clearance, "nothing to lift", CancellationToken.None);

        var begun = new TaskCompletionSource();
        road.Room.During = async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, road.Time, token);
        };
        var asked = road.AskAsync("room.change");
        await begun.Task;
        await road.Stop.ResumeAsync(clearance, "again", CancellationToken.None);
        await road.Stop.StopAsync(clearance, "a drill", CancellationToken.None);

        Assert.Equal("Cancelled by the emergency stop.", Assert.IsType<OperationOutcome.Cancelled>(await asked).Message);
        Assert.Contains("a drill", (await road.RefusedAsync("room.change")).Message, StringComparison.Ordinal);
        Assert.Contains(road.Ledger.Drafts, draft => draft is { Kind: AuditKind.Emergency, Result: "stopped" });
    }

    [Fact]
    public async Task The_stop_holds_for_the_next_start_and_its_own_handles_still_work()
    {
        var road = await new Road().LoadedAsync();
        await road.AskAsync("emergency.test");
        await road.Stop.StopAsync(road.Room.Last!, "a drill", CancellationToken.None);

        var next = await new Road(ledger: road.Ledger).LoadedAsync();
        Assert.True(next.Stop.IsStopped);
        Assert.Equal(RefusalKind.Stopped, (await next.RefusedAsync("room.change")).Kind);
        Assert.IsType<OperationOutcome.Done>(await next.AskAsync("emergency.test"));
        await next.Stop.ResumeAsync(next.Room.Last!, "over", CancellationToken.None);
        Assert.IsType<OperationOutcome.Done>(await next.AskAsync("room.change"));
    }

    [Fact]
    public async Task No_planted_secret_reaches_the_chain_or_outlives_its_request()
    {
        var road = await new Road().LoadedAsync();
        road.Room.During = _ => throw new OperationException("planted-secret was refused");
        var outcome = await road.AskAsync("room.change", arguments: """{"text":"planted-secret and sk-aaaaaaaaaaaaaaaaaaaa"}""");
        await road.RefusedAsync("room.fly", arguments: "\"password=planted-secret\"");

        Assert.All(road.Ledger.Entries, entry => Assert.DoesNotContain("planted-secret", entry.Body, StringComparison.Ordinal));
        Assert.All(road.Ledger.Entries, entry => Assert.DoesNotContain("sk-aaaa", entry.Body, StringComparison.Ordinal));
        Assert.DoesNotContain("planted-secret", road.Ledger[outcome.RequestId].Request.Arguments.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_as_deep_as_JSON_may_be_leave_the_chain_readable()
    {
        var road = await new Road().LoadedAsync();
        await road.RefusedAsync("room.fly", arguments: $"{{\"a\":{new string('[', 62)}{new string(']', 62)}}}");
        await road.AskAsync("room.look");
        Assert.True((await road.Ledger.VerifyAsync(TestContext.Current.CancellationToken)).Valid);
        Assert.Equal("room.fly", road.Ledger.Drafts[0].Operation);
    }

    [Fact]
    public async Task A_request_without_arguments_at_all_is_refused_in_words()
    {
        var road = await new Road().LoadedAsync();
        var request = OperationRequest.Create("room.look", default(JsonElement), Road.Owner, Door.Http, road.Time);
        var outcome = await road.Executor.ExecuteAsync(request, null, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalKind.WrongArguments, Assert.IsType<OperationOutcome.Refused>(outcome).Refusal.Kind);
    }
}
