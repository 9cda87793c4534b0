using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using Xunit;

namespace HydraBot.Governance.Tests.Constitution;

/// <summary>When a rule speaks of an act: every condition that it names holds.</summary>
public class ConditionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("room.look", Decision.Deny)]
    [InlineData("rack.look", Decision.Deny)]
    [InlineData("shelf.look", Decision.Allow)]
    public void One_fitting_pattern_of_several_is_enough(string operation, Decision expected) =>
        Assert.Equal(expected, Judge("operations: [room.*, rack.*]", Act(operation)).Decision);

    [Theory]
    [InlineData("{\"a\":\"x\",\"b\":\"y\"}", Decision.Deny)]
    [InlineData("{\"a\":\"x\",\"b\":\"z\"}", Decision.Allow)]
    [InlineData("{\"a\":\"z\",\"b\":\"y\"}", Decision.Allow)]
    public void All_arguments_that_are_named_must_fit(string arguments, Decision expected) =>
        Assert.Equal(expected, Judge("arguments: { a: [x, v], b: y }", Act(arguments: arguments)).Decision);

    [Theory]
    [InlineData("facts: [git.change, path.outside]", "git.change", Decision.Deny)]
    [InlineData("facts: [git.change, path.outside]", "path.outside", Decision.Deny)]
    [InlineData("facts: git.*", "git.change", Decision.Deny)]
    [InlineData("facts: git.change", "path.outside", Decision.Allow)]
    [InlineData("facts: git.change", null, Decision.Allow)]
    [InlineData("facts: { not: act.reads }", "act.reads", Decision.Allow)]
    [InlineData("facts: { not: act.reads }", "git.change", Decision.Deny)]
    [InlineData("facts: { not: act.reads }", null, Decision.Deny)]
    public void What_an_act_would_do_is_a_condition(string condition, string? fact, Decision expected) =>
        Assert.Equal(expected, Judge(condition, Act(facts: fact is null ? [] : [new Fact(fact, "seen")])).Decision);

    [Fact]
    public void What_was_seen_stands_beside_the_reason_and_nothing_else_does()
    {
        var act = Act(facts: [new Fact("git.change", "git commit"), new Fact("path.outside", "rm /etc")]);
        Assert.Equal(["No.", "git.change: git commit"], Judge("facts: git.change, because: No.", act).Reasons);
        Assert.Equal(["No.", "git.change: git commit", "path.outside: rm /etc"], Judge("facts: { not: act.reads }, because: No.", act).Reasons);
        Assert.Equal(["A"], Judge("effects: change", act).Reasons);
    }

    [Theory]
    [InlineData(25, "The newest backup of shop is from 2026-11-28 02:00 UTC, older than the law allows: shop.dump.")]
    [InlineData(24, null)]
    [InlineData(1, null)]
    [InlineData(null, "There is no backup of shop: nothing found.")]
    public void A_backup_counts_until_it_is_older_than_the_law_allows(int? hours, string? reason)
    {
        var backups = new Backups(new BackupFinding(hours is { } old ? Now.AddHours(-old) : null, hours is null ? "nothing found" : "shop.dump"));
        var verdict = Judge("facts: database.delete, without: { backup: \"1.00:00:00\" }, because: No.", Deleting("shop") with { Backups = backups });
        Assert.Equal(reason is null ? Decision.Allow : Decision.Deny, verdict.Decision);
        if (reason is not null)
            Assert.Equal(["No.", "database.delete: DROP DATABASE", reason], verdict.Reasons);
        Assert.Equal(["shop"], backups.Asked.Distinct());
    }

    [Fact]
    public void Where_nobody_looks_for_backups_there_are_none() => Assert.Contains(
        "There is no backup of shop: nobody looks for backups.", Judge("facts: database.delete, without: { backup: \"1.00:00:00\" }", Deleting("shop")).Reasons);

    [Fact]
    public void A_database_that_cannot_be_told_has_no_backup_and_the_others_are_looked_for_all_the_same()
    {
        var backups = new Backups(new BackupFinding(Now, "fresh"));
        var act = Act(facts: [new Fact("database.delete", "DROP DATABASE"), new Fact("database.delete", "DROP DATABASE", "shop"), new Fact("path.outside", "rm", "/etc")]);
        var reasons = Judge("facts: database.delete, without: { backup: \"1.00:00:00\" }", act with { Backups = backups }).Reasons;
        Assert.Contains("Which database it is cannot be told, so no backup of it can be looked for.", reasons);
        Assert.Equal(["shop"], backups.Asked.Distinct());
    }

    [Fact]
    public void Without_a_condition_on_facts_every_subject_needs_a_backup()
    {
        var backups = new Backups(new BackupFinding(null, "nothing found"));
        var act = Act(facts: [new Fact("database.delete", "DROP", "shop"), new Fact("path.outside", "rm", "/etc")]) with { Backups = backups };
        Assert.Equal(Decision.Deny, Judge("without: { backup: \"1.00:00:00\" }", act).Decision);
        Assert.Equal(["shop", "/etc"], backups.Asked.Distinct());
    }

    [Fact]
    public void A_rate_and_a_cool_down_are_told_with_the_article_that_sets_them()
    {
        var law = Law("rate: { count: 5, per: \"01:00:00\" }, coolDown: \"00:05:00\"", "allow");
        Assert.Equal([("a", new Pace(1, TimeSpan.FromMinutes(5))), ("a", new Pace(5, TimeSpan.FromHours(1)))], law.Judge(Act()).Paces);
    }

    [Fact]
    public void More_names_than_are_kept_are_judged_all_the_same()
    {
        var law = Law("operations: room.1*", "deny");
        for (var number = 0; number < 1_100; number++)
            Assert.Equal($"{number}"[0] == '1' ? Decision.Deny : Decision.Allow, law.Judge(Act($"room.{number}")).Decision);
    }

    private static Verdict Judge(string condition, Act act) => Law(condition, "deny").Judge(act);

    private static ConstitutionDocument Law(string condition, string decision) => ConstitutionReader.Read(
        $"version: 1\narticles:\n- {{ id: a, title: A, text: A., rules: [{{ decision: {decision}, {condition} }}] }}\n- {{ id: z, title: Z, text: Z., rules: [{{ decision: allow }}] }}");

    private static Act Act(string operation = "room.look", string arguments = "{}", IReadOnlyList<Fact>? facts = null) =>
        new(operation, OperationEffect.Change, CallerKind.Member, JsonElement.Parse(arguments)) { Facts = facts ?? [], At = Now };

    private static Act Deleting(string database) => Act("database.execute", facts: [new Fact("database.delete", "DROP DATABASE", database)]);

    private sealed class Backups(BackupFinding finding) : IBackupEvidence
    {
        public List<string> Asked { get; } = [];

        public BackupFinding Find(string database)
        {
            Asked.Add(database);
            return finding;
        }
    }
}
