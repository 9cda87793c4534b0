using System.Net;
using System.Text.Json;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>What a language model proposes is read, held to what is allowed, and goes the way of every proposal.</summary>
public sealed class ModelProposalTests
{
    private const string Good = """{"title": "Words count for less", "description": "Meaning finds more.", "changes": {"memory.retrieval.words": 0.4}}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_is_told_what_may_be_changed_and_what_was_tried_and_proposes()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.Answer = exchange => exchange.SayAsync($"Here it is:\n```json\n{Good}\n```");
        await using var house = await LoopHouse.StartAsync(model);
        await house.ProposeAsync("config", """{"memory.retrieval.words":0.77}""");

        var proposal = (await house.PostAsync("/operations/improvement.suggest", """{"suite":"recall"}""")).GetProperty("proposal");

        Assert.Equal(("Words count for less", "proposed"), (proposal.GetProperty("title").GetString(), proposal.GetProperty("state").GetString()));
        Assert.Equal(0.4, proposal.GetProperty("changes").GetProperty("memory.retrieval.words").GetDouble());
        Assert.Contains("(proposed by ", proposal.GetProperty("description").GetString(), StringComparison.Ordinal);
        var asked = Material(model.Asked.Single());
        Assert.Contains("memory.retrieval.words (Config)", asked, StringComparison.Ordinal);
        Assert.Contains("0.77", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_said_to_the_model_once()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.Answer = exchange => exchange.SayAsync(model.Asked.Count == 1 ? """{"title": "More", "description": "More.", "changes": {"memory.retrieval.words": 99}}""" : Good);
        await using var house = await LoopHouse.StartAsync(model);

        await house.PostAsync("/operations/improvement.suggest", """{"suite":"recall"}""");

        Assert.Equal(2, model.Asked.Count);
        Assert.Contains("'memory.retrieval.words' is 99; allowed is", Material(model.Asked.Last()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Let me think about that.", "It is no JSON object.")]
    [InlineData("""{"title": "Off with the law", "description": "It is in the way.", "changes": {"constitution.path": "none"}}""", "constitution.path")]
    [InlineData("""{"title": "Another house", "description": "x", "changes": {"inference.house": "x"}}""", "inference.house")]
    [InlineData("""[1, 2]""", "'changes'")]
    public async Task What_is_no_proposal_is_refused_with_the_reason_and_nothing_is_kept(string said, string reason)
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.Answer = exchange => exchange.SayAsync(said);
        await using var house = await LoopHouse.StartAsync(model);

        var answer = await house.Door.PostAsync("/operations/improvement.suggest", """{"suite":"recall"}""");

        Assert.NotEqual(HttpStatusCode.OK, answer.Status);
        Assert.Contains(reason, answer.Detail, StringComparison.Ordinal);
        Assert.Empty((await house.PostAsync("/operations/improvement.proposals")).GetProperty("proposals").EnumerateArray());
    }

    [Fact]
    public async Task Where_no_model_answers_it_says_so_and_what_needs_none()
    {
        await using var house = await LoopHouse.StartAsync();
        Assert.Contains("improvement.search needs none", (await house.Door.PostAsync("/operations/improvement.suggest", """{"suite":"recall"}""")).Detail, StringComparison.Ordinal);
    }

    private static string Material(JsonElement asked) => asked.GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
}
