using System.Text;
using System.Text.Json;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference.Cache;

/// <summary>What the house remembers is a part of a question in conversation: where it changes, the old answer is none.</summary>
public sealed class MemoryInCacheTests
{
    [Fact]
    public async Task The_same_question_is_asked_again_when_a_fact_was_remembered_and_when_it_was_forgotten()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Cache:Enabled=true");
        house.Server.Serve = (context, _) => context.SendAsync(Answering.Word("Because of Rayleigh.") + Answering.End);
        await SettleAsync(house);

        var fact = (await house.Door.PostAsync("/operations/memory.remember", """{"content":"The sky over this house is green."}""")).Json.GetProperty("id").GetGuid();
        Assert.Equal("miss", await AskAsync(house));
        Assert.Contains("The sky over this house is green.", Encoding.UTF8.GetString(house.Server.Bodies.Last()), StringComparison.Ordinal);

        await SettleAsync(house);
        await house.Door.PostAsync("/operations/memory.forget", JsonSerializer.Serialize(new { id = fact }));
        Assert.Equal("miss", await AskAsync(house));
        Assert.DoesNotContain("The sky over this house is green.", Encoding.UTF8.GetString(house.Server.Bodies.Last()), StringComparison.Ordinal);
    }

    /// <summary>What is said is remembered too; once it is, nothing changes any more, and the cache answers.</summary>
    private static async Task SettleAsync(GatewayHouse house)
    {
        for (var turn = 0; await AskAsync(house) != "exact"; turn++)
            Assert.True(turn < 8, "The question never came from the cache.");
    }

    private static async Task<string?> AskAsync(GatewayHouse house) =>
        (await house.Door.PostAsync("/operations/chat", """{"prompt":"Why is the sky blue?","fresh":true}""")).Json.GetProperty("cache").GetString();
}
