using System.Text.Json;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>Tasks of the benchmark that cannot be solved without looking.</summary>
public sealed class TaskTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_reaches_for_tools_solves_what_has_to_be_looked_up_and_one_that_guesses_does_not()
    {
        Assert.Equal(1, await DiskAsync(exchange => ToolUse.LookAsync(exchange, () => exchange.SayAsync(Free(exchange.Question) ?? "I do not know."))));
        Assert.Equal(0, await DiskAsync(exchange => exchange.SayAsync("500")));
    }

    /// <summary>The mean score of the open tasks of that kind.</summary>
    private static async Task<double> DiskAsync(Func<ModelExchange, Task> answer)
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.Answer = answer;
        await using var house = await LoopHouse.StartAsync(model);
        var result = (await house.PostAsync("/self-improvement/benchmark", """{"suites":["tasks"],"items":21}""")).GetProperty("runs")[0].GetProperty("result");
        double[] scores = [.. result.GetProperty("scores").EnumerateObject().Where(score => score.Name.StartsWith("disk-", StringComparison.Ordinal)).Select(score => score.Value.GetDouble())];
        Assert.Equal(3, scores.Length);
        return scores.Average();
    }

    private static string? Free(JsonElement asked) => ToolUse.Result(asked) is { } seen ? JsonElement.Parse(seen.Split('\n')[0]).GetProperty("freeGigabytes").GetRawText() : null;
}
