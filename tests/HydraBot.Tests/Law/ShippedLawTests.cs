using System.Text.Json;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;
using HydraBot.Law.Constitution;
using HydraBot.Tests.Law.Readers;
using Xunit;

namespace HydraBot.Tests.Law;

/// <summary>The law as it is shipped decides as it says.</summary>
public class ShippedLawTests
{
    private static readonly ConstitutionDocument Law = ConstitutionFile.Read("CONSTITUTION.yaml");

    [Theory]
    [InlineData("status", OperationEffect.Read, CallerKind.Member, Decision.Allow)]
    [InlineData("status", OperationEffect.Read, CallerKind.Model, Decision.Allow)]
    [InlineData("chat", OperationEffect.Change, CallerKind.Member, Decision.Allow)]
    [InlineData("chat", OperationEffect.Change, CallerKind.Key, Decision.Allow)]
    [InlineData("container.restart", OperationEffect.Disrupt, CallerKind.Member, Decision.Approve)]
    [InlineData("container.restart", OperationEffect.Disrupt, CallerKind.Model, Decision.Approve)]
    [InlineData("container.remove", OperationEffect.Destroy, CallerKind.Member, Decision.Approve)]
    [InlineData("emergency.stop", OperationEffect.Change, CallerKind.Member, Decision.Allow)]
    [InlineData("emergency.stop", OperationEffect.Change, CallerKind.Key, Decision.Allow)]
    [InlineData("emergency.stop", OperationEffect.Change, CallerKind.Model, Decision.Allow)]
    [InlineData("emergency.resume", OperationEffect.Change, CallerKind.Member, Decision.Approve)]
    [InlineData("emergency.resume", OperationEffect.Change, CallerKind.Key, Decision.Approve)]
    [InlineData("unheard.of", OperationEffect.Change, CallerKind.Member, Decision.Deny)]
    [InlineData("unheard.of", OperationEffect.Destroy, CallerKind.Model, Decision.Deny)]
    public void An_operation_is_judged_by_what_it_does_and_whose_hand_is_on_it(
        string operation, OperationEffect effect, CallerKind caller, Decision expected) =>
        Assert.Equal(expected, Law.Judge(new Act(operation, effect, caller, JsonElement.Parse("{}"))).Decision);

    [Theory]
    [InlineData("container.restart", OperationEffect.Disrupt, AccessLevel.Operator)]
    [InlineData("container.remove", OperationEffect.Destroy, AccessLevel.Owner)]
    [InlineData("emergency.resume", OperationEffect.Change, AccessLevel.Owner)]
    public void Who_is_asked_follows_from_what_is_at_stake(string operation, OperationEffect effect, AccessLevel asked)
    {
        var terms = Law.Judge(new Act(operation, effect, CallerKind.Member, JsonElement.Parse("{}"))).Terms!;
        Assert.Equal((asked, true, TimeSpan.FromHours(1)), (terms.Approver, terms.AskerMay, terms.ExpiresAfter));
    }

    [Theory]
    [InlineData("git.run", "command", "git status", Decision.Allow)]
    [InlineData("git.run", "command", "git push origin +main", Decision.Deny)]
    [InlineData("git.run", "command", "git push origin main", Decision.Approve)]
    [InlineData("shell.run", "command", "ls", Decision.Allow)]
    [InlineData("shell.run", "command", "unheard-of", Decision.Approve)]
    [InlineData("file.write", "path", "./CONSTITUTION.yaml", Decision.Deny)]
    [InlineData("database.execute", "sql", "select 1", Decision.Allow)]
    [InlineData("database.execute", "sql", "drop table users", Decision.Deny)]
    [InlineData("message.send", "text", "hello", Decision.Approve)]
    public void A_general_act_that_only_looks_is_free_and_any_other_is_asked_of_an_Owner_or_forbidden(string name, string argument, string value, Decision expected)
    {
        var act = GeneralAct.Find(name)!;
        Assert.Contains(argument, act.Arguments);
        var verdict = JudgedHouse.Judge(name, JsonSerializer.SerializeToElement(new Dictionary<string, string> { [argument] = value }));
        Assert.Equal(expected, verdict.Decision);
        Assert.NotEmpty(verdict.Reasons);
        if (expected == Decision.Approve)
            Assert.Equal(AccessLevel.Owner, verdict.Terms!.Approver);
    }

    [Fact]
    public void A_general_act_that_nobody_has_read_is_asked_of_an_Owner() =>
        Assert.Equal(Decision.Approve, Law.Judge(new Act("shell.run", OperationEffect.Destroy, CallerKind.Model, JsonElement.Parse("""{"command":"ls"}"""))).Decision);

    [Fact]
    public void Every_article_has_a_text_and_a_rule_or_is_a_promise_of_the_code() =>
        Assert.Equal(["everything-told", "once"], Law.Articles.Where(article => article.Rules.Count == 0).Select(article => article.Id));

    [Fact]
    public async Task The_check_prints_each_fault_with_its_place_and_counts_as_found()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "version: 1\nlaws: []\narticles:\n  - { id: a }", TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        Assert.Equal(1, await ConstitutionCheck.RunAsync(output, file, TestContext.Current.CancellationToken));
        Assert.Contains($"{file}:2:1: 'laws' is no part", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{file}:4:5: Article a lacks 'title'.", output.ToString(), StringComparison.Ordinal);
        File.Delete(file);

        using var good = new StringWriter();
        Assert.Equal(0, await ConstitutionCheck.RunAsync(good, Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"), TestContext.Current.CancellationToken));
        Assert.Equal(2, await ConstitutionCheck.RunAsync(good, "/nowhere/law.yaml", TestContext.Current.CancellationToken));
    }
}
