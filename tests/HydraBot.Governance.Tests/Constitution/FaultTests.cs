using HydraBot.Governance.Constitution;
using HydraBot.Governance.Readers;
using Xunit;

namespace HydraBot.Governance.Tests.Constitution;

/// <summary>What is wrong with a law is told word by word: whoever writes one has nothing else to go by.</summary>
public class FaultTests
{
    private const string Time = "is a time such as 00:30:00 or 1.00:00:00, not";

    [Theory]
    [InlineData("decision: allow, colour: red", "'colour' is no part of a rule of article a; allowed are operations, except, effects, callers, arguments, facts, without, rate, coolDown, decision, approvers, because.")]
    [InlineData("decision: allow, because: [x]", "'because' of a rule of article a is text.")]
    [InlineData("decision: allow, operations: { a: b }", "'operations' of a rule of article a is a word or a list of words.")]
    [InlineData("decision: allow, except: []", "'except' of a rule of article a is empty; leave it out to mean all.")]
    [InlineData("decision: allow, effects: \"\"", "'effects' of a rule of article a is a word or a list of words.")]
    [InlineData("decision: allow, facts: { nor: git.change }", "'nor' is no part of 'facts' of a rule of article a; allowed are not.")]
    [InlineData("decision: allow, facts: [[git.change]]", "'facts' of a rule of article a is a word or a list of words.")]
    [InlineData("decision: allow, without: soon", "'without' of a rule of article a is a mapping such as { backup: \"1.00:00:00\" }.")]
    [InlineData("decision: allow, without: { copy: x }", "'copy' is no part of 'without' of a rule of article a; allowed are backup.")]
    [InlineData("decision: allow, without: { backup: never }", $"'backup' of 'without' of a rule of article a {Time} 'never'.")]
    [InlineData("decision: allow, coolDown: \"00:00:00\"", $"'coolDown' of a rule of article a {Time} '00:00:00'.")]
    [InlineData("decision: allow, rate: often", "'rate' of a rule of article a is a mapping such as { count: 5, per: \"01:00:00\" }.")]
    [InlineData("decision: allow, rate: { count: 2 }", "'rate' of a rule of article a names count and per.")]
    [InlineData("decision: approve, approvers: owner", "'approvers' of a rule of article a is a mapping with access, count, asker and expires.", "A rule of article a that asks for approval names its 'approvers'.")]
    [InlineData("decision: approve, approvers: { access: owner, by: me }", "'by' is no part of the approvers of a rule of article a; allowed are access, count, asker, expires.")]
    [InlineData("decision: approve, approvers: { count: 1 }", "The approvers of a rule of article a lacks 'access'.")]
    [InlineData("decision: allow, arguments: path", "'arguments' of a rule of article a is a mapping from an argument's name to patterns.")]
    [InlineData("decision: allow, arguments: { path: [] }", "The condition on 'path' of a rule of article a is empty; leave it out to mean all.")]
    [InlineData("decision: allow, rate: { times: 2, count: 0, per: \"01:00:00\" }",
        "'times' is no part of 'rate' of a rule of article a; allowed are count, per.", "'count' of 'rate' of a rule of article a is a whole number from 1, not '0'.", "'rate' of a rule of article a names count and per.")]
    [InlineData("decision: allow, rate: { count: 1, per: x }", $"'per' of 'rate' of a rule of article a {Time} 'x'.", "'rate' of a rule of article a names count and per.")]
    public void A_rule_that_is_wrong_is_told_so_in_these_words(string rule, params string[] faults) =>
        Assert.Equal(faults.Order(), Faults($"- {{ id: a, title: A, text: A., rules: [{{ {rule} }}] }}").Order());

    [Theory]
    [InlineData("- { id: a, title: A, text: A., motto: x }", "'motto' is no part of an article; allowed are id, title, text, rules.")]
    [InlineData("- { id: a, title: A, text: A., rules: x }", "'rules' of article a is a list.")]
    [InlineData("- { title: A, text: A., rules: x }", "An article lacks 'id'.", "'rules' of an article is a list.")]
    [InlineData("- { title: A, text: A. }\n- { title: B, text: B. }", "An article lacks 'id'.", "An article lacks 'id'.")]
    [InlineData("- { id: a, text: A. }\n- { id: a, title: A, text: A. }", "Article a lacks 'title'.")]
    [InlineData("- { id: a, title: A }\n- { id: a, title: A, text: A. }", "Article a lacks 'text'.")]
    public void An_article_that_is_wrong_is_told_so_and_nothing_more(string articles, params string[] faults) => Assert.Equal(faults.Order(), Faults(articles).Order());

    [Theory]
    [InlineData("facts: git.chnge")]
    [InlineData("facts: { not: [git.change, git.chnge] }")]
    public void A_fact_that_no_reader_tells_is_named_with_all_that_there_are(string condition) => Assert.Equal(
        [$"'git.chnge' is no fact; allowed are {string.Join(", ", FactNames.All)}."], Faults($"- {{ id: a, title: A, text: A., rules: [{{ decision: deny, {condition} }}] }}"));

    private static IEnumerable<string> Faults(string articles) =>
        Assert.Throws<ConstitutionException>(() => ConstitutionReader.Read($"version: 1\narticles:\n{articles}")).Errors.Select(error => error.Message);
}
