using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Audit;

/// <summary>What the record says of a trip down the road, and what it leaves out.</summary>
public class ScribeTests
{
    [Fact]
    public async Task Of_an_argument_that_is_withheld_only_its_length_is_kept()
    {
        var road = await new Road().LoadedAsync();
        await road.AskAsync("room.keep", arguments: """{"name":"mia","diary":"dear diary"}""");
        Assert.All(road.Ledger.Drafts, draft => Assert.Equal("""{"diary":"[withheld: 12 characters]","name":"mia"}""", draft.Arguments.ToString()));
        await road.RefusedAsync("room.keep", arguments: """{"name":"mia","diary":"dear diary","diary":"again"}""");
        Assert.Equal("[withheld: 51 characters]", road.Ledger.Drafts[^1].Arguments.ToString());
        await road.RefusedAsync("room.keep", arguments: "[1]");
        Assert.Equal("[1]", road.Ledger.Drafts[^1].Arguments.ToString());
    }

    [Fact]
    public async Task An_outcome_is_one_word_with_its_reason_where_there_is_one()
    {
        var road = await new Road().LoadedAsync();
        await road.AskAsync("room.change");
        Assert.Equal(("done", OperationEffect.Change, 0), (road.Ledger.Drafts[^1].Result, road.Ledger.Drafts[^1].Effect, road.Ledger.Drafts[^1].Reasons.Count));
        road.Room.During = _ => throw new OperationException("The container planted-secret is gone.");
        await road.AskAsync("room.change");
        Assert.Equal(("failed", "The container [secret] is gone."), (road.Ledger.Drafts[^1].Result, Assert.Single(road.Ledger.Drafts[^1].Reasons)));
    }

    [Theory]
    [InlineData("abcdef", "[secret]")]
    [InlineData("abcde", "abcde")]
    public void A_secret_is_masked_from_six_characters_on(string secret, string seen) => Assert.Equal(seen, new SecretMask([secret]).Apply(secret));
}
