using HydraBot.Governance.Access;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Access;

/// <summary>How often somebody may do something, by the law and by the settings of the house.</summary>
public class PaceTests
{
    private const string Hourly = """
        version: 1
        articles: [{ id: calm, title: Calm, text: Calm., rules: [{ operations: room.*, decision: allow }, { arguments: { text: again }, coolDown: "01:00:00", decision: allow }] }]
        """;

    [Fact]
    public async Task A_second_time_within_the_cool_down_is_refused_by_the_article_that_sets_it()
    {
        var road = await new Road(Hourly).LoadedAsync();
        await road.AskAsync("room.change", arguments: """{"text":"again"}""");
        var refusal = await road.RefusedAsync("room.change", arguments: """{"text":"again"}""");
        Assert.Equal((RefusalKind.Constitution, "calm"), (refusal.Kind, Assert.Single(refusal.Articles)));
        Assert.Equal("room.change may be done 1 times in 1:00:00 by one person; again after 2026-11-22 11:00:00 UTC.", Assert.Single(refusal.Reasons));
        road.Time.Advance(TimeSpan.FromHours(1));
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", arguments: """{"text":"again"}"""));
    }

    [Fact]
    public async Task What_no_pace_speaks_of_does_not_count_towards_one()
    {
        var all = new AccessLimit("all", [new NamePattern("*")], [], new Pace(9, TimeSpan.FromHours(1)));
        var road = await new Road(Hourly, limits: [all]).LoadedAsync();
        await road.AskAsync("room.change");
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", arguments: """{"text":"again"}"""));
    }

    [Fact]
    public async Task Each_person_is_counted_apart_a_model_as_the_one_it_works_for_and_a_key_as_itself()
    {
        var road = await new Road(Hourly).LoadedAsync();
        const string Again = """{"text":"again"}""";
        await road.AskAsync("room.change", Road.Owner, Again);
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", Road.Operator, Again));
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", Road.Owner with { Kind = CallerKind.Key }, Again));
        Assert.IsType<OperationOutcome.Refused>(await road.AskAsync("room.change", Road.Owner with { Kind = CallerKind.Model }, Again));
    }

    [Fact]
    public async Task Limits_are_counted_apart_and_hold_for_those_whom_they_name()
    {
        AccessLimit[] limits =
        [
            new("looks", [new NamePattern("room.look"), new NamePattern("room.stare")], ["3", "2"], new Pace(1, TimeSpan.FromHours(1))),
            new("changes", [new NamePattern("room.change")], ["OPERATOR"], new Pace(1, TimeSpan.FromHours(2))),
        ];
        var road = await new Road(limits: limits).LoadedAsync();
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look", Road.Operator));
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", Road.Operator));
        var refusal = await road.RefusedAsync("room.change", Road.Operator);
        Assert.Equal((RefusalKind.TooOften, 0), (refusal.Kind, refusal.Articles.Count));
        Assert.Equal("changes may be done 1 times in 2:00:00 by one person; again after 2026-11-22 12:00:00 UTC.", Assert.Single(refusal.Reasons));
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", Road.Owner));
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look", Road.Viewer));
    }

    [Fact]
    public async Task What_was_done_before_a_restart_counts_towards_the_limits_of_the_settings_too()
    {
        var limit = new AccessLimit("changes", [new NamePattern("room.change")], [], new Pace(1, TimeSpan.FromHours(1)));
        var before = await new Road(limits: [limit]).LoadedAsync();
        await before.AskAsync("room.change");
        var after = await new Road(limits: [limit], ledger: before.Ledger).LoadedAsync();
        await foreach (var request in before.Ledger.SinceAsync(after.Time.GetUtcNow() - after.Limits.Longest(after.Law), TestContext.Current.CancellationToken))
            after.Limits.Remember(request);
        Assert.Equal(RefusalKind.TooOften, (await after.RefusedAsync("room.change")).Kind);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 5)]
    public void What_counts_longest_says_how_far_back_to_look(int hours, int expected)
    {
        AccessLimit[] limits = [new("a", [], [], new Pace(1, TimeSpan.FromHours(hours))), new("b", [], [], new Pace(1, TimeSpan.FromMinutes(1)))];
        var road = new Road(Hourly.Replace("coolDown: \"01:00:00\"", "rate: { count: 2, per: \"03:00:00\" }, coolDown: \"00:01:00\"", StringComparison.Ordinal), limits: limits);
        Assert.Equal(TimeSpan.FromHours(expected), road.Limits.Longest(road.Law));
    }

    [Fact]
    public async Task A_limit_holds_for_each_of_its_operations_and_each_of_its_people()
    {
        var limit = new AccessLimit("few", [new NamePattern("room.look"), new NamePattern("room.change")], ["2", "owner"], new Pace(1, TimeSpan.FromHours(1)));
        var road = await new Road(limits: [limit]).LoadedAsync();
        foreach (var caller in new[] { Road.Operator, Road.Owner })
        {
            Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.look", caller));
            Assert.IsType<OperationOutcome.Refused>(await road.AskAsync("room.change", caller));
        }
    }

    [Fact]
    public async Task What_was_asked_about_counts_once_however_often_it_is_judged()
    {
        const string Law = """
            version: 1
            articles: [{ id: calm, title: Calm, text: Calm., rules: [{ operations: room.*, rate: { count: 2, per: "01:00:00" }, decision: approve, approvers: { access: operator, asker: true, expires: "01:00:00" } }] }]
            """;
        var road = await new Road(Law).LoadedAsync();
        var approval = await road.WaitingAsync();
        await road.VoteAsync(approval, Road.Operator);
        Assert.IsType<OperationOutcome.Done>(await road.ResumeAsync(approval));
        await road.WaitingAsync();
        await road.RefusedAsync("room.disrupt");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(72, 1)]
    public async Task A_pace_is_held_over_all_of_its_time(int hours, int before)
    {
        var law = Hourly.Replace("coolDown: \"01:00:00\"", $"rate: {{ count: 2, per: \"{TimeSpan.FromHours(hours):d\\.hh\\:mm\\:ss}\" }}", StringComparison.Ordinal);
        var road = await new Road(law).LoadedAsync();
        if (before > 0)
            road.Limits.Longest(road.Law);
        const string Again = """{"text":"again"}""";
        for (var time = 0; time < 2; time++)
        {
            Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", arguments: Again));
            road.Time.Advance(TimeSpan.FromHours(hours) / 2.5);
        }

        await road.RefusedAsync("room.change", arguments: Again);
        road.Time.Advance(TimeSpan.FromHours(hours) / 5);
        Assert.IsType<OperationOutcome.Done>(await road.AskAsync("room.change", arguments: Again));
    }

    [Fact]
    public void A_house_without_limits_looks_back_no_further_than_its_law() =>
        Assert.Equal(TimeSpan.FromHours(1), new Road(Hourly, limits: []).Limits.Longest(new Road(Hourly).Law));
}
