using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Operations;

public class ArgumentCheckTests
{
    [Theory]
    [InlineData("""{"name":"a","count":1}""")]
    [InlineData("""{"name":"a","count":100,"door":"http","really":true,"tags":["x"],"note":"12345"}""")]
    [InlineData("""{"name":"\ud83d\ude00","count":2,"note":null}""")]
    public async Task Arguments_that_fit_run(string arguments) =>
        Assert.IsType<OperationOutcome.Done>(await new Road().AskAsync("room.choose", arguments: arguments));

    [Theory]
    [InlineData("[]", "The arguments are a JSON object, not an array.")]
    [InlineData("\"x\"", "The arguments are a JSON object, not the text \"x\".")]
    [InlineData("""{"count":1}""", "The argument 'name' is missing; it is a string.")]
    [InlineData("""{"name":"a"}""", "The argument 'count' is missing; it is a whole number.")]
    [InlineData("""{"name":1,"count":1}""", "The argument 'name' is a string, not the number 1.")]
    [InlineData("""{"name":"a","count":"1"}""", "The argument 'count' is a whole number, not the text \"1\".")]
    [InlineData("""{"name":"a","count":1.5}""", "The argument 'count' is a whole number, not the number 1.5.")]
    [InlineData("""{"name":"a","count":0}""", "The argument 'count' is at least 1, not 0.")]
    [InlineData("""{"name":"a","count":101}""", "The argument 'count' is at most 100, not 101.")]
    [InlineData("""{"name":"a","count":1,"door":"window"}""", "not \"window\"")]
    [InlineData("""{"name":"a","count":1,"really":"yes"}""", "The argument 'really' is a boolean, not the text \"yes\".")]
    [InlineData("""{"name":"a","count":1,"tags":["x",2]}""", "The argument 'tags[1]' is a string")]
    [InlineData("""{"name":"a","count":1,"note":"123456"}""", "The argument 'note' has at most 5 characters, not 6.")]
    [InlineData("""{"name":"a","count":1,"colour":"red"}""", "There is no argument 'colour'; allowed are name, count, door, really, tags, note.")]
    [InlineData("""{"name":"a","name":"b","count":1}""", "The argument 'name' is given twice.")]
    [InlineData("""{"name":"\ud800","count":1}""", "The argument 'name' holds half a surrogate pair, which is no text.")]
    [InlineData("""{"\udc00":"a","count":1}""", "The name of an argument holds half a surrogate pair, which is no text.")]
    [InlineData("""{"name":"a","count":1,"tags":["\ud800"]}""", "The argument 'tags[0]' holds half a surrogate pair, which is no text.")]
    public async Task Each_wrong_argument_is_named_with_what_is_allowed(string arguments, string message)
    {
        var road = new Road();
        var refusal = await road.RefusedAsync("room.choose", arguments: arguments);
        Assert.Equal(RefusalKind.WrongArguments, refusal.Kind);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("refused", Assert.Single(road.Ledger.Drafts).Result);
    }

    [Fact]
    public async Task All_problems_are_named_at_once()
    {
        var refusal = await new Road().RefusedAsync("room.choose", arguments: """{"name":1,"count":0,"colour":"red"}""");
        Assert.Equal(3, refusal.Reasons.Count);
    }

    [Theory]
    [InlineData("""{"type":"object"}""", """{"anything":1}""")]
    [InlineData("""{"type":["object","null"],"properties":{"name":{"type":"string"}}}""", "null")]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":true}""", """{"other":1}""")]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":{}}""", """{"other":1}""")]
    [InlineData("""{"type":"string","minLength":3,"maxLength":5}""", "\"abc\"")]
    [InlineData("""{"type":"string","minLength":3,"maxLength":5}""", "\"abcde\"")]
    [InlineData("""{"type":"number"}""", "1.5")]
    [InlineData("""{"type":"array"}""", "[]")]
    [InlineData("""{"type":"date"}""", "\"of a kind that is not known here\"")]
    [InlineData("""{"enum":["a",1]}""", "1")]
    public void What_a_schema_lets_through_has_no_problems(string schema, string value) => Assert.Empty(Problems(schema, value));

    [Theory]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"}}}""", """{"other":1}""", "There is no argument 'it.other'; allowed are name.")]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false}""", """{"other":1}""", "There is no argument 'it.other'; allowed are name.")]
    [InlineData("""{"type":"object","properties":{"name":{"type":"string"}}}""", """{"name":{}}""", "The argument 'it.name' is a string, not an object.")]
    [InlineData("""{"type":"object","properties":{"name":{}},"required":["name"]}""", "{}", "The argument 'it.name' is missing.")]
    [InlineData("""{"type":"string","minLength":3}""", "\"ab\"", "The argument 'it' has at least 3 characters, not 2.")]
    [InlineData("""{"type":"number"}""", "true", "The argument 'it' is a number, not the boolean true.")]
    [InlineData("""{"type":"number"}""", "null", "The argument 'it' is a number, not null.")]
    [InlineData("""{"type":["string","null"]}""", "[]", "The argument 'it' is a string or null, not an array.")]
    [InlineData("""{"type":["array","object"]}""", "false", "The argument 'it' is an array or an object, not the boolean false.")]
    [InlineData("""{"type":"array"}""", "{}", "The argument 'it' is an array, not an object.")]
    [InlineData("""{"type":"object"}""", "[]", "The argument 'it' is an object, not an array.")]
    [InlineData("""{"enum":["a","b"]}""", "\"c\"", "The argument 'it' is one of \"a\", \"b\", not \"c\".")]
    [InlineData("""{"type":"object"}""", """{"a":{"b":[1,{"c":1,"c":2}]}}""", "The argument 'it.a.b[1].c' is given twice.")]
    [InlineData("""{"type":"object"}""", """{"a":{"b":"\udc00"}}""", "The argument 'it.a.b' holds half a surrogate pair, which is no text.")]
    public void What_a_schema_does_not_let_through_is_named_with_its_place(string schema, string value, string problem) =>
        Assert.Equal([problem], Problems(schema, value));

    [Theory]
    [InlineData(58, false)]
    [InlineData(59, true)]
    public void A_long_value_is_cut_where_it_is_told(int length, bool cut)
    {
        var quoted = $"\"{new string('x', length)}\"";
        Assert.Equal([$"The argument 'it' is a number, not the text {(cut ? quoted[..57] + "..." : quoted)}."], Problems("""{"type":"number"}""", quoted));
    }

    [Fact]
    public void An_operation_without_arguments_says_that_it_takes_none()
    {
        new Road().Catalog.TryFind("room.look", out var look);
        Assert.Equal(["There is no argument 'x'; it takes none."], ArgumentCheck.Problems(look!.Schema, JsonElement.Parse("""{"x":1}""")));
    }

    /// <summary>Of an argument "it" with this schema.</summary>
    private static IReadOnlyList<string> Problems(string schema, string value) =>
        ArgumentCheck.Problems(JsonElement.Parse($$$"""{"properties":{"it":{{{schema}}}}}"""), JsonElement.Parse($$$"""{"it":{{{value}}}}"""));
}
