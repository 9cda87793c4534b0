using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Readers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Governance.Tests.Constitution;

/// <summary>What the judge adds to an act before the law sees it, and to a verdict before people do.</summary>
public class LawJudgeTests
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 11, 29, 3, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("disk.clean", OperationEffect.Destroy, null, Decision.Deny)]
    [InlineData("disk.clean", OperationEffect.Destroy, "It cannot be brought back.", Decision.Allow)]
    [InlineData("disk.clean", OperationEffect.Disrupt, null, Decision.Allow)]
    [InlineData("file.delete", OperationEffect.Destroy, null, Decision.Allow)]
    public void What_destroys_and_names_no_way_back_is_known_as_such_unless_its_text_is_read(string operation, OperationEffect effect, string? rollback, Decision expected)
    {
        var verdict = Judge("{ facts: rollback.none, decision: deny }, { decision: allow }", operation, effect, rollback);
        Assert.Equal(expected, verdict.Decision);
        if (expected == Decision.Deny)
            Assert.Equal(["Law", $"rollback.none: {operation} destroys and names no way back"], verdict.Reasons);
    }

    [Fact]
    public void Backups_are_looked_for_and_their_age_is_of_this_moment()
    {
        const string Rules = "{ facts: database.delete, without: { backup: \"01:00:00\" }, decision: deny }, { decision: allow }";
        const string Drop = """{"database":"shop","sql":"DROP DATABASE shop"}""";
        Assert.Equal(Decision.Deny, Judge(Rules, "database.execute", OperationEffect.Destroy, null, Drop, new Backups(Time.GetUtcNow().AddHours(-2))).Decision);
        Assert.Equal(Decision.Allow, Judge(Rules, "database.execute", OperationEffect.Destroy, null, Drop, new Backups(Time.GetUtcNow().AddMinutes(-59))).Decision);
    }

    [Fact]
    public void People_who_are_asked_are_told_what_explains_it_and_the_way_back_last()
    {
        Assert.Equal(
            ["Law", "room.go: first", "To bring it back: come home"],
            Judge("{ decision: approve, approvers: { access: owner } }", "room.go", OperationEffect.Change, "come home", explainers: [new Explainer()]).Reasons);
        Assert.Equal(["Law"], Judge("{ decision: approve, approvers: { access: owner } }", "room.go", OperationEffect.Change, null).Reasons);
        Assert.Equal(["Law"], Judge("{ decision: allow }", "room.go", OperationEffect.Change, "come home", explainers: [new Explainer()]).Reasons);
    }

    [Fact]
    public void Several_rules_that_deny_deny_together()
    {
        var verdict = Judge("{ decision: deny, because: One. }, { decision: deny, because: Two. }", "room.go", OperationEffect.Change, null);
        Assert.Equal((Decision.Deny, null), (verdict.Decision, verdict.Terms));
        Assert.Equal(["One.", "Two."], verdict.Reasons);
    }

    private static Verdict Judge(
        string rules, string operation, OperationEffect effect, string? rollback, string arguments = "{}", IBackupEvidence? backups = null, IActExplainer[]? explainers = null) =>
        new LawJudge(ConstitutionReader.Read($"version: 1\narticles: [{{ id: law, title: Law, text: Law., rules: [{rules}] }}]"), new ActReader(new Places()), backups, Time, explainers)
            .Judge(operation, effect, rollback, CallerKind.Member, JsonElement.Parse(arguments));

    private sealed class Explainer : IActExplainer
    {
        public IEnumerable<string> Explain(string operation) => [$"{operation}: first"];
    }

    private sealed class Backups(DateTimeOffset at) : IBackupEvidence
    {
        public BackupFinding Find(string database) => new(at, $"{database}.dump");
    }
}
