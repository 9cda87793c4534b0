using System.Text.Json;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>What the house's work on itself may cost in a day: hours, graphics cards, tokens, money.</summary>
public sealed class BudgetTests
{
    private const string Tasks = """{"suites":["tasks"],"items":40}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--Improvement:Budget:GpuHoursPerDay=0.0000001", "Improvement:Budget:GpuHoursPerDay")]
    [InlineData("--Improvement:Budget:TokensPerDay=100", "of 100 tokens of the day")]
    public async Task What_uses_a_budget_up_is_ended_in_the_middle_and_nothing_more_is_tried(string limit, string expected)
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        await using var house = await LoopHouse.StartAsync(null, $"--Inference:Endpoints:0:Url={model.Url}", limit);
        Assert.Contains(expected, (await house.Door.PostAsync("/self-improvement/benchmark", Tasks)).Detail, StringComparison.Ordinal);
        // Each answer costs 18 tokens and some time.
        Assert.InRange(model.Asked.Count, 1, 7);
        var asked = model.Asked.Count;

        // What was cut off is on the books all the same.
        var spent = (await StatusAsync(house)).GetProperty("spent");
        Assert.True(spent.GetProperty("tokens").GetInt64() > 0 && spent.GetProperty("gpuSeconds").GetDouble() > 0, spent.GetRawText());
        Assert.Contains(expected, (await StatusAsync(house)).GetProperty("paused").GetString(), StringComparison.Ordinal);
        Assert.Contains(expected, (await house.Door.PostAsync("/self-improvement/benchmark", Tasks)).Detail, StringComparison.Ordinal);
        Assert.Equal(asked, model.Asked.Count);
    }

    [Fact]
    public async Task A_model_with_a_price_costs_money_and_no_graphics_card_of_ones_own()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        await using var house = await LoopHouse.StartAsync(
            null, $"--Inference:Endpoints:0:Url={model.Url}", "--Inference:Endpoints:0:Prices:*:Output=100000", "--Improvement:Budget:MoneyPerDay=2");
        var answer = await house.Door.PostAsync("/self-improvement/benchmark", Tasks);
        Assert.Contains("of the day's money are used up", answer.Detail, StringComparison.Ordinal);
        // Seven tokens are written at a time: 0.70 each.
        Assert.Equal(3, model.Asked.Count);
        var spent = (await StatusAsync(house)).GetProperty("spent");
        Assert.Equal(2.1, spent.GetProperty("money").GetDouble(), 6);
        Assert.Equal(0, spent.GetProperty("gpuSeconds").GetDouble());
    }

    [Fact]
    public async Task What_a_test_cost_stands_in_the_archive()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        await using var house = await LoopHouse.StartAsync(null, $"--Inference:Endpoints:0:Url={model.Url}", "--Improvement:MostPairs=20");
        var id = (await house.ProposeAsync("prompt", """{"inference.chat.instructions":"You are a wizard."}""")).GetProperty("id").GetGuid();
        await house.PostAsync($"/self-improvement/proposals/{id}/test");
        var entry = (await house.Door.GetAsync("/self-improvement/archive")).Json.GetProperty("entries").EnumerateArray().Single();
        var cost = entry.GetProperty("cost");
        Assert.True(cost.GetProperty("gpuSeconds").GetDouble() > 0 && cost.GetProperty("seconds").GetDouble() > 0, entry.GetRawText());
        Assert.Equal(18 * model.Asked.Count, cost.GetProperty("tokens").GetInt64());
    }

    private static async Task<JsonElement> StatusAsync(LoopHouse house) => (await house.Door.GetAsync("/self-improvement/status")).Json;
}
