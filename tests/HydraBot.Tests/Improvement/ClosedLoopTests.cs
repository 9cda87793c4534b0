using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HydraBot.Testing.Models;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>Planted weaknesses are found, proposed, tested, validated, deployed and kept, each with its number; planted traps are not.</summary>
public sealed partial class ClosedLoopTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bad_retrieval_weights_are_found_and_mended()
    {
        await using var house = await LoopHouse.StartAsync();
        await house.WeakenAsync();

        var proposal = await house.SearchAsync("recall", 14);
        await IsKeptAsync(house, proposal, "recall");
        Assert.True((await house.PostAsync("/self-improvement/benchmark", """{"suites":["recall"]}""")).GetProperty("runs")[0].GetProperty("result").GetProperty("score").GetDouble() > 0.8);
    }

    [Fact]
    public async Task A_wrong_time_out_is_found_and_mended()
    {
        await using var house = await LoopHouse.StartAsync();
        await house.TuneAsync("inference.stall-timeout", "2");

        var proposal = await house.SearchAsync("recovery", 3);
        await IsKeptAsync(house, proposal, "recovery");
        Assert.True((await house.ValueAsync("inference.stall-timeout")).GetDouble() > 20);
    }

    [Fact]
    public async Task A_wrong_prompt_of_a_scripted_model_is_found_and_mended()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        // It solves tasks, but keeps to the wanted form only where it is told to.
        model.Answer = exchange => ToolUse.LookAsync(exchange, () => exchange.SayAsync(Told(exchange.Question, "give exactly that form") ? Solve(exchange.Question) : $"Well, I would say {Solve(exchange.Question)}, but who knows?"));
        await using var house = await LoopHouse.StartAsync(model);
        await house.TuneAsync("inference.chat.instructions", "Chat a little before you answer.");

        var proposal = await house.SearchAsync("tasks", 8);
        Assert.Equal("prompt", proposal.GetProperty("kind").GetString());
        await IsKeptAsync(house, proposal, "tasks");
        Assert.Contains("give exactly that form", (await house.ValueAsync("inference.chat.instructions")).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_routing_policy_is_found_and_mended()
    {
        await using var slow = await FakeModelServer.StartAsync(Stop);
        await using var fast = await FakeModelServer.StartAsync(Stop);
        slow.Answer = async exchange =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System, exchange.Gone);
            await exchange.SayAsync("Here.");
        };
        slow.ListModels = async context =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, context.RequestAborted);
            await context.Response.WriteAsync("""{"object":"list","data":[{"id":"small"}]}""", context.RequestAborted);
        };
        await using var house = await LoopHouse.StartAsync(slow, fast);

        var proposal = await house.SearchAsync("routing", 2);
        Assert.Equal("routing", proposal.GetProperty("kind").GetString());
        await IsKeptAsync(house, proposal, "routing");
        Assert.Equal("fastest", (await house.ValueAsync("inference.routing.policy")).GetString());
    }

    [Fact]
    public async Task A_change_that_games_the_open_benchmark_is_not_taken()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        // It knows nothing but what the prompt has learned by heart: the answers to the first open tasks.
        model.Answer = exchange => exchange.SayAsync(Told(exchange.Question, $"[{Fingerprint(Asked(exchange.Question))}]") ? Solve(exchange.Question) : "I do not know.");
        await using var house = await LoopHouse.StartAsync(model);
        await house.PostAsync("/self-improvement/benchmark", """{"suites":["tasks"],"items":40}""");
        var learned = string.Concat(model.Asked.Select(question => $"[{Fingerprint(Asked(question))}]").Distinct());

        var proposed = await house.ProposeAsync("prompt", JsonSerializer.Serialize(new Dictionary<string, string> { ["inference.chat.instructions"] = learned }));
        var tested = await house.PostAsync($"/self-improvement/proposals/{proposed.GetProperty("id").GetGuid()}/test");

        Assert.Equal("rejected", tested.GetProperty("state").GetString());
        Assert.Equal("better", tested.GetProperty("evidence").GetProperty("open")[0].GetProperty("verdict").GetString());
        Assert.NotEqual("better", tested.GetProperty("evidence").GetProperty("sealed")[0].GetProperty("verdict").GetString());
        Assert.True(tested.GetProperty("evidence").GetProperty("gaming").GetBoolean());
    }

    [Fact]
    public async Task A_change_that_is_only_noise_is_not_taken()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        var random = new Random(5);
        model.Answer = exchange =>
        {
            lock (random)
                return exchange.SayAsync(random.Next(2) == 0 ? Solve(exchange.Question) : "I do not know.");
        };
        await using var house = await LoopHouse.StartAsync(null, $"--Inference:Endpoints:0:Url={model.Url}", "--Improvement:MostPairs=120");

        var proposed = await house.ProposeAsync("prompt", """{"inference.chat.instructions":"You are a wizard."}""");
        var tested = await house.PostAsync($"/self-improvement/proposals/{proposed.GetProperty("id").GetGuid()}/test");
        Assert.Equal("rejected", tested.GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_is_better_for_one_thing_and_worse_for_another_is_not_taken()
    {
        await using var house = await LoopHouse.StartAsync();
        await house.WeakenAsync();
        // Both in one proposal: recall gets better, and answers that load are not waited for any more.
        var proposed = await house.ProposeAsync("config", """{"memory.retrieval.words":0.46,"memory.retrieval.meaning":0.28,"inference.stall-timeout":1}""");
        var tested = await house.PostAsync($"/self-improvement/proposals/{proposed.GetProperty("id").GetGuid()}/test");
        Assert.Equal("rejected", tested.GetProperty("state").GetString());
        Assert.Contains(tested.GetProperty("evidence").GetProperty("open").EnumerateArray(), one => one.GetProperty("verdict").GetString() == "harmful");
    }

    [Fact]
    public async Task A_deployed_setting_is_taken_back_at_once_and_what_others_changed_stays()
    {
        await using var house = await LoopHouse.StartAsync(null, "--Improvement:Watch:For=01:00:00");
        await house.WeakenAsync();
        var proposed = await house.ProposeAsync("config", """{"memory.retrieval.words":0.46,"memory.retrieval.meaning":0.28}""");
        var id = proposed.GetProperty("id").GetGuid();
        Assert.Equal("validated", (await house.PostAsync($"/self-improvement/proposals/{id}/test")).GetProperty("state").GetString());
        var deployed = await house.DeployAsync(id);
        Assert.Equal("watched", deployed.GetProperty("state").GetString());
        // In force, it still says what it changed, and not that it changes nothing.
        Assert.Contains("- memory.retrieval.words = 0\n+ memory.retrieval.words = 0.46", deployed.GetProperty("page").GetString(), StringComparison.Ordinal);
        Assert.True(deployed.GetProperty("evidence").GetProperty("rollbackRehearsedMs").GetDouble() < 5000);
        await house.TuneAsync("memory.retrieval.gist", "0.1");
        await house.PostAsync("/self-improvement/benchmark", """{"suites":["recall"],"items":20}""");

        var began = TimeProvider.System.GetTimestamp();
        var back = await house.PostAsync($"/self-improvement/archive/{id}/rollback", """{"reason":"I do not like it"}""");
        var took = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine($"Rolled back in {took.TotalMilliseconds:0} ms");
        Assert.True(took < TimeSpan.FromSeconds(5));
        Assert.Equal("rolledBack", back.GetProperty("state").GetString());
        Assert.Equal(0, (await house.ValueAsync("memory.retrieval.words")).GetDouble());
        Assert.Equal(0.1, (await house.ValueAsync("memory.retrieval.gist")).GetDouble());
        Assert.Contains(await house.Door.AuditAsync(), entry => entry.GetRawText().Contains("rolledback", StringComparison.Ordinal));
    }

    private static async Task IsKeptAsync(LoopHouse house, JsonElement proposal, string suite)
    {
        Assert.Equal("validated", proposal.GetProperty("state").GetString());
        foreach (var part in (string[])["open", "sealed"])
        {
            var comparison = proposal.GetProperty("evidence").GetProperty(part).EnumerateArray().Single(one => one.GetProperty("suite").GetString() == suite);
            Assert.True(comparison.GetProperty("value").GetDouble() >= 20);
            Assert.True(comparison.GetProperty("after").GetDouble() > comparison.GetProperty("before").GetDouble());
        }

        var id = proposal.GetProperty("id").GetGuid();
        await house.DeployAsync(id);
        await house.ToldAsync("kept");
        var kept = (await house.Door.GetAsync($"/self-improvement/proposals/{id}")).Json;
        Assert.Equal("kept", kept.GetProperty("state").GetString());
        Assert.Equal(
            ["proposed", "tested", "validated", "approved", "deployed", "watched", "kept"],
            kept.GetProperty("transitions").EnumerateArray().Select(step => step.GetProperty("to").GetString()));
        Assert.Contains("no guardrail broke", (await house.PostAsync("/operations/improvement.explain", $$"""{"proposal":"{{id}}"}""")).GetRawText(), StringComparison.Ordinal);
    }

    private static bool Told(JsonElement question, string words) => question.GetProperty("messages")[0].GetProperty("content").GetString()!.Contains(words, StringComparison.Ordinal);

    private static string Asked(JsonElement question) => question.GetProperty("messages").EnumerateArray().Last(message => message.GetProperty("role").GetString() == "user").GetProperty("content").GetString()!;

    private static string Fingerprint(string question) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(question)))[..8];

    /// <summary>A model that can do what is asked, by rule.</summary>
    private static string Solve(JsonElement asked)
    {
        var question = Asked(asked);
        if (question.Contains("Look it up", StringComparison.Ordinal))
            return ToolUse.Result(asked) is { } seen && Numbers().Matches(seen) is [.., var last] ? last.Value : "0";
        int[] numbers = [.. Numbers().Matches(question).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];
        return question switch
        {
            _ when question.StartsWith("A backup", StringComparison.Ordinal) => $"{numbers[0] * numbers[1]}",
            _ when question.StartsWith("A scrub", StringComparison.Ordinal) => $"{(numbers[0] * 60) + numbers[1]}",
            _ when question.StartsWith("Find the IP", StringComparison.Ordinal) => Address().Match(question).Value,
            _ when question.StartsWith("Is this line", StringComparison.Ordinal) => question.Contains("failure", StringComparison.Ordinal) ? "error" : question.Contains("full", StringComparison.Ordinal) ? "warning" : "information",
            _ when question.StartsWith("Sort", StringComparison.Ordinal) => string.Join(", ", question.Split(": ")[1].Split(", ").Order(StringComparer.Ordinal)),
            _ when question.StartsWith("Write a JSON", StringComparison.Ordinal) => $$"""{"service": "{{Service().Match(question).Groups[1].Value}}", "port": {{numbers[^1]}}}""",
            _ when question.StartsWith("Which container", StringComparison.Ordinal) => question.Split('\n')[1..].MaxBy(row => int.Parse(row.Split(' ')[1], CultureInfo.InvariantCulture))!.Split(' ')[0],
            _ when question.StartsWith("How many lines", StringComparison.Ordinal) => $"{question.Split('\n').Length - 1}",
            _ when question.StartsWith("Write the cron", StringComparison.Ordinal) => $"{numbers[1]} {numbers[0]} * * *",
            _ => $"{numbers[0]}",
        };
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"10\.[0-9]+\.[0-9]+\.[0-9]+")]
    private static partial Regex Address();

    [GeneratedRegex("for ([a-z]+) on")]
    private static partial Regex Service();
}
