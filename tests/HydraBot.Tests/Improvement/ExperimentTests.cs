using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using HydraBot.Hosting.Tuning;
using HydraBot.Testing.Models;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Improvement;

/// <summary>Experiments on real requests, through the front door: what rooms tell of them, and what comes of a proposal that some of them get.</summary>
public sealed class ExperimentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retrieval_is_judged_by_what_people_say_of_searches()
    {
        await using var house = await LoopHouse.StartAsync(null, "--Improvement:Watch:For=01:00:00");
        await house.WeakenAsync();
        string[] things = [.. Enumerable.Range(0, 40).Select(number => $"gadget{number}")];
        await house.PostAsync("/memory", JsonSerializer.Serialize(things.Select(thing => new { tier = "semantic", content = $"The {thing} stands in room {thing.Length + thing[^1]}." })));
        var id = (await house.ProposeAsync("config", """{"memory.retrieval.words":0.46,"memory.retrieval.meaning":0.28}""")).GetProperty("id").GetGuid();
        Assert.Equal("validated", (await house.PostAsync($"/self-improvement/proposals/{id}/test")).GetProperty("state").GetString());

        var wrong = await house.Door.PostAsync("/operations/improvement.experiment_plan", $$"""{"proposal":"{{id}}","metric":"chat.cost"}""");
        Assert.Contains("what this changes shows in memory.helpful, chat.thumbs, memory.seconds", wrong.Detail, StringComparison.Ordinal);
        var plan = await house.PostAsync("/operations/improvement.experiment_plan", $$"""{"proposal":"{{id}}"}""");
        Assert.Equal("memory.helpful", plan.GetProperty("metric").GetString());
        Assert.Equal(["chat.thumbs", "memory.seconds"], plan.GetProperty("guardrails").EnumerateArray().Select(name => name.GetString()));
        Assert.True(plan.GetProperty("power").EnumerateArray().Last().GetProperty("power").GetDouble() > 0.8);
        await house.AgreeAsync("/operations/improvement.experiment", $$"""{"proposal":"{{id}}"}""");

        JsonElement status;
        for (var turn = 0; (status = await StatusAsync(house)).ValueKind != JsonValueKind.Undefined && turn < 200; turn++)
        {
            var thing = things[turn % things.Length];
            var found = (await house.Door.GetAsync($"/memory/search?q=which room holds {thing} {turn}&limit=1")).Json;
            var good = found.GetArrayLength() > 0 && found[0].GetProperty("content").GetString()!.Contains($"{thing} ", StringComparison.Ordinal);
            await house.PostAsync("/operations/memory.rate", $$"""{"good":{{(good ? "true" : "false")}}}""");
        }

        Assert.Equal(JsonValueKind.Undefined, status.ValueKind);
        var traffic = await TrafficAsync(house, id);
        Assert.Equal(("memory.helpful", "better"), (traffic.GetProperty("suite").GetString(), traffic.GetProperty("verdict").GetString()));
        Assert.True(traffic.GetProperty("after").GetDouble() > traffic.GetProperty("before").GetDouble());
    }

    [Fact]
    public async Task A_search_is_rated_once_and_only_by_whoever_searched()
    {
        await using var house = await LoopHouse.StartAsync();
        Assert.Contains("search with memory.search first", (await house.Door.PostAsync("/operations/memory.rate", """{"good":true}""")).Detail, StringComparison.Ordinal);
        await house.Door.GetAsync("/memory/search?q=anything");
        Assert.Contains("You have searched nothing", (await house.Door.PostAsync("/operations/memory.rate", """{"good":true}""", DoorHouse.ViewerKey)).Detail, StringComparison.Ordinal);
        await house.PostAsync("/operations/memory.rate", """{"good":true}""");
        Assert.Contains("rated it already", (await house.Door.PostAsync("/operations/memory.rate", """{"good":true}""")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_tells_its_time_tokens_cost_and_thumbs_and_its_recall_falls_to_the_same_side()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        await using var house = await LoopHouse.StartAsync(null, $"--Inference:Endpoints:0:Url={model.Url}", "--Inference:Endpoints:0:Prices:*:Output=1000000");
        var heard = new Listener();
        Assert.True(house.Services.GetRequiredService<Tuning>().TryBegin(heard));

        var answer = await house.PostAsync("/operations/chat", """{"prompt":"Where is the printer?"}""");
        await house.PostAsync("/operations/chat.rate", """{"good":false}""");

        var unit = answer.GetProperty("id").GetString()!;
        Assert.All(heard.Told, told => Assert.Equal(unit, told.Unit));
        Assert.Equal(["chat.complete", "chat.cost", "chat.seconds", "chat.thumbs", "chat.tokens", "memory.seconds"], heard.Told.Select(told => told.Metric).Order(StringComparer.Ordinal));
        Assert.Equal(18, heard.Of("chat.tokens"));
        Assert.Equal(7, heard.Of("chat.cost"));
        Assert.Equal(0, heard.Of("chat.thumbs"));
        Assert.Equal([unit], heard.Split.Distinct());
    }

    [Fact]
    public async Task A_model_can_be_tried_on_some_of_the_requests()
    {
        await using var model = await FakeModelServer.StartAsync(Stop);
        model.ModelNames = ["small", "large"];
        await using var house = await LoopHouse.StartAsync(model);
        await house.TuneAsync("inference.chat.model", "large");
        await house.PostAsync("/operations/chat", """{"prompt":"Hello?"}""");
        await house.TuneAsync("inference.chat.model", "default");
        await house.PostAsync("/operations/chat", """{"prompt":"Hello again?"}""");
        Assert.Equal(["large", "small"], model.Asked.Select(asked => asked.GetProperty("model").GetString()));

        var id = (await house.ProposeAsync("routing", """{"inference.chat.model":"large"}""")).GetProperty("id").GetGuid();
        var plan = await house.PostAsync("/operations/improvement.experiment_plan", $$"""{"proposal":"{{id}}","metric":"chat.cost","share":0.1}""");
        Assert.Equal(["chat.thumbs", "chat.seconds", "chat.tokens", "chat.complete"], plan.GetProperty("guardrails").EnumerateArray().Select(name => name.GetString()));
    }

    /// <summary>Undefined when none runs any more.</summary>
    private static async Task<JsonElement> StatusAsync(LoopHouse house)
    {
        var answer = await house.Door.PostAsync("/operations/improvement.experiment_status");
        return answer.Status == HttpStatusCode.OK ? answer.Json : default;
    }

    private static async Task<JsonElement> TrafficAsync(LoopHouse house, Guid id)
    {
        while (true)
        {
            Stop.ThrowIfCancellationRequested();
            var evidence = (await house.Door.GetAsync($"/self-improvement/proposals/{id}")).Json.GetProperty("evidence");
            if (evidence.GetProperty("traffic") is { } traffic && traffic.GetArrayLength() > 0)
                return traffic[0];
        }
    }

    /// <summary>An experiment that gives nobody a variant, and hears everything.</summary>
    private sealed class Listener : ITrafficSplit
    {
        public ConcurrentQueue<(string Unit, string Metric, double Value)> Told { get; } = new();

        public ConcurrentQueue<string> Split { get; } = new();

        public double Of(string metric) => Told.Single(told => told.Metric == metric).Value;

        public TuningSnapshot? VariantOf(string unit)
        {
            Split.Enqueue(unit);
            return null;
        }

        public void Observe(string unit, string metric, double value) => Told.Enqueue((unit, metric, value));
    }
}
