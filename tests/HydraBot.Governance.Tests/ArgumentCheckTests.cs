using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests;

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

    [Fact]
    public void An_operation_without_arguments_says_that_it_takes_none()
    {
        new Road().Catalog.TryFind("room.look", out var look);
        Assert.Equal(["There is no argument 'x'; it takes none."], ArgumentCheck.Problems(look!.Schema, JsonElement.Parse("""{"x":1}""")));
    }
}
