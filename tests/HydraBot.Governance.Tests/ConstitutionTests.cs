using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using Xunit;

namespace HydraBot.Governance.Tests;

public class ConstitutionTests
{
    [Theory]
    [InlineData("room.look", OperationEffect.Read, Decision.Allow)]
    [InlineData("room.change", OperationEffect.Change, Decision.Approve)]
    [InlineData("room.destroy", OperationEffect.Destroy, Decision.Deny)]
    [InlineData("other.change", OperationEffect.Change, Decision.Deny)]
    public void Of_the_rules_that_apply_the_strictest_wins_and_without_one_it_is_no(string operation, OperationEffect effect, Decision expected)
    {
        var law = Read("""
            - { id: a, title: A, text: A., rules: [{ operations: room.*, decision: allow }] }
            - id: b
              title: B
              text: B.
              rules:
                - { operations: room.*, effects: [change, destroy], decision: approve, approvers: { access: owner } }
                - { effects: destroy, decision: deny, because: Never. }
            """);
        var verdict = law.Judge(Act(operation, effect));
        Assert.Equal(expected, verdict.Decision);
        Assert.Equal(expected == Decision.Approve, verdict.Terms is not null);
        if (operation == "room.destroy")
            Assert.Equal(("b", "Never."), (Assert.Single(verdict.Articles), Assert.Single(verdict.Reasons)));
    }

    [Fact]
    public void Where_several_articles_ask_every_condition_of_all_holds()
    {
        var law = Read("""
            - { id: a, title: A, text: A., rules: [{ decision: approve, approvers: { access: owner, asker: true, expires: "02:00:00" } }] }
            - { id: b, title: B, text: B., rules: [{ decision: approve, approvers: { access: viewer, count: 2, expires: "00:10:00" } }] }
            """);
        var verdict = law.Judge(Act("room.change", OperationEffect.Change));
        Assert.Equal(new(AccessLevel.Owner, 2, false, TimeSpan.FromMinutes(10)), verdict.Terms);
        Assert.Equal(["a", "b"], verdict.Articles);
    }

    [Theory]
    [InlineData("git push --force origin", Decision.Deny)]
    [InlineData("GIT PUSH --FORCE", Decision.Deny)]
    [InlineData("git status", Decision.Allow)]
    public void A_condition_on_an_argument_reads_its_text(string command, Decision expected)
    {
        var law = Read("""
            - { id: a, title: A, text: A., rules: [{ decision: allow }, { arguments: { command: "*push*--force*" }, decision: deny }] }
            """);
        Assert.Equal(expected, law.Judge(Act("git.run", OperationEffect.Change, new { command })).Decision);
    }

    [Theory]
    [InlineData("\"safe\"", Decision.Allow)]
    [InlineData("[\"x\", \"safe\"]", Decision.Allow)]
    [InlineData("\"unsafe\"", Decision.Deny)]
    [InlineData("5", Decision.Deny)]
    public void None_of_also_holds_when_the_argument_is_missing(string value, Decision expected)
    {
        var law = Read("- { id: a, title: A, text: A., rules: [{ decision: allow }, { arguments: { place: { not: [safe] } }, decision: deny }] }");
        Assert.Equal(expected, law.Judge(new("x", OperationEffect.Change, CallerKind.Member, JsonElement.Parse($"{{\"place\":{value}}}"))).Decision);
        Assert.Equal(Decision.Deny, law.Judge(Act("x", OperationEffect.Change)).Decision);
    }

    [Fact]
    public void An_exception_and_a_kind_of_caller_narrow_a_rule()
    {
        var law = Read("- { id: a, title: A, text: A., rules: [{ except: [room.stop], callers: [model, key], decision: deny }, { decision: allow }] }");
        Assert.Equal(Decision.Deny, law.Judge(Act("room.go", OperationEffect.Change) with { Caller = CallerKind.Model }).Decision);
        Assert.Equal(Decision.Allow, law.Judge(Act("room.stop", OperationEffect.Change) with { Caller = CallerKind.Model }).Decision);
        Assert.Equal(Decision.Allow, law.Judge(Act("room.go", OperationEffect.Change)).Decision);
    }

    [Fact]
    public void The_hash_is_of_the_text_so_that_every_change_is_a_new_law()
    {
        const string Law = "version: 1\narticles: []";
        Assert.NotEqual(ConstitutionReader.Read(Law).Sha256, ConstitutionReader.Read(Law + " ").Sha256);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Law))), ConstitutionReader.Read(Law).Sha256);
    }

    [Theory]
    [InlineData("just text", 1, "one YAML mapping")]
    [InlineData("", 1, "one YAML mapping")]
    [InlineData("version: 1\narticles: ]", 2, "This is not YAML")]
    [InlineData("version: 1\nversion: 2\narticles: []", 2, "This is not YAML")]
    [InlineData("articles: []", 1, "lacks 'version'")]
    [InlineData("version: 1", 1, "lacks 'articles', a list")]
    [InlineData("version: 1\nlaws: []\narticles: []", 2, "'laws' is no part of the constitution; allowed are version, articles.")]
    [InlineData("version: 1\narticles: x", 2, "'articles' of the constitution is a list.")]
    [InlineData("version: 1\narticles:\n  - x", 3, "is a mapping")]
    [InlineData("version: 1\narticles:\n  - { title: A, text: A. }", 3, "An article lacks 'id'.")]
    [InlineData("version: 1\narticles:\n  - { id: a, text: A. }", 3, "Article a lacks 'title'.")]
    [InlineData("version: 1\narticles:\n  - { id: a, title: A, text: A. }\n  - { id: a, title: B, text: B. }", 4, "Two articles have the id 'a'")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: maybe", 7, "'maybe' is no decision; allowed are allow, approve, deny.")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - effects: read", 7, "lacks 'decision'")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: allow\n        effects:\n          - read\n          - explode", 10, "'explode' is no effects")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: approve", 7, "names its 'approvers'")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: deny\n        approvers: { access: owner }", 7, "only approve asks anybody")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: approve\n        approvers: { access: none }", 8, "is viewer, operator or owner")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: approve\n        approvers: { access: owner, count: 0 }", 8, "a whole number from 1, not '0'")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: approve\n        approvers: { access: owner, expires: soon }", 8, "a time such as 00:30:00")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: approve\n        approvers: { access: owner, asker: perhaps }", 8, "true or false, not 'perhaps'")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: deny\n        operations: []", 8, "is empty; leave it out to mean all")]
    [InlineData("version: 1\narticles:\n  - id: a\n    title: A\n    text: A.\n    rules:\n      - decision: deny\n        arguments: { path: { like: x } }", 8, "'like' is no part of the condition on 'path'")]
    public void A_fault_is_named_with_its_line_and_what_is_allowed(string yaml, long line, string message)
    {
        var fault = Assert.Throws<ConstitutionException>(() => ConstitutionReader.Read(yaml, "law.yaml"));
        Assert.Contains(fault.Errors, error => error.Line == line && error.Message.Contains(message, StringComparison.Ordinal));
        Assert.StartsWith($"law.yaml:{fault.Errors[0].Line}:{fault.Errors[0].Column}: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_named_at_once_in_the_order_of_the_text()
    {
        var fault = Assert.Throws<ConstitutionException>(() => ConstitutionReader.Read("articles:\n  - { id: a }\nmore: 1"));
        Assert.Equal(["lacks 'version'", "lacks 'title'", "lacks 'text'", "'more' is no part"], fault.Errors.Select(error =>
            new[] { "lacks 'version'", "lacks 'title'", "lacks 'text'", "'more' is no part" }.Single(part => error.Message.Contains(part, StringComparison.Ordinal))));
    }

    private static ConstitutionDocument Read(string articles) => ConstitutionReader.Read($"version: 1\narticles:\n{articles}");

    private static Act Act(string operation, OperationEffect effect, object? arguments = null) =>
        new(operation, effect, CallerKind.Member, JsonSerializer.SerializeToElement(arguments ?? new { }));
}
