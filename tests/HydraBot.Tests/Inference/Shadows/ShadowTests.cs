using System.Text.Json;
using HydraBot.Inference.Shadows;
using HydraBot.Tests.Doors.Http;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference.Shadows;

/// <summary>A model on trial hears what another one was asked; callers notice nothing of it.</summary>
public sealed class ShadowTests
{
    private const string Question = """{"model":"attic/small","stream":true,"tools":[{"type":"function","function":{"name":"f"}}],"messages":[{"role":"user","content":"Good evening?"}]}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_caller_gets_the_first_models_answer_and_the_shadow_is_asked_the_same()
    {
        await using var house = await OpenAsync("--Inference:Endpoints:0:Prices:*:Output=100", "--Inference:Endpoints:1:Prices:*:Output=58");
        house.Servers[0].Answer = exchange => exchange.SayAsync("Good morning.");
        house.Servers[1].Answer = exchange => exchange.SayAsync("Good ", "evening.");

        var answer = await house.ChatAsync(Question);
        var view = await SeenAsync(house, view => view.GetProperty("answered").GetInt32() == 1);

        Assert.Equal(("Good morning.", "attic"), (Answering.Said(answer.Text), answer.Headers.GetValues("X-HydraBot-Endpoint").Single()));
        Assert.Equal(house.Servers[0].Bodies.Single(), house.Servers[1].Bodies.Single());
        Assert.Equal(("cellar/small", "attic/small"), (view.GetProperty("shadow").GetString(), view.GetProperty("first").GetString()));
        Assert.InRange(view.GetProperty("likeness").GetDouble(), 0.3, 0.99);
        Assert.Equal((0.42, 7, 7), (view.GetProperty("saved").GetDouble(), view.GetProperty("outputTokens").GetDouble(), view.GetProperty("shadowOutputTokens").GetDouble()));
        Assert.True(view.GetProperty("shadowFirstByteMs").GetDouble() > 0);
        Assert.Contains("hydrabot_inference_shadow_likeness", (await house.Door.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_words_agree_wholly_and_a_call_of_a_tool_beside_words_not_at_all()
    {
        await using var house = await OpenAsync();
        await house.ChatAsync(Question);
        Assert.Equal(1, (await SeenAsync(house, view => view.GetProperty("answered").GetInt32() == 1)).GetProperty("likeness").GetDouble());

        house.Servers[1].Serve = (context, _) => context.SendAsync(
            """data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n");
        await house.ChatAsync(Question);
        Assert.Equal(0.5, (await SeenAsync(house, view => view.GetProperty("answered").GetInt32() == 2)).GetProperty("likeness").GetDouble());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_shadow_that_hangs_costs_callers_nothing_and_ends_with_the_house_or_the_emergency_stop(bool emergency)
    {
        await using var house = await OpenAsync();
        var (asked, gone) = Hang(house);

        for (var turn = 0; turn < 3; turn++)
            Assert.Equal("Hello.", Answering.Said((await house.ChatAsync(Question)).Text));
        await asked.WaitAsync(Stop);
        if (emergency)
            await house.Door.PostAsync("/constitution/emergency/stop", """{"reason":"test"}""");
        else
            await house.Door.StopAsync();

        await gone.WaitAsync(Stop);
    }

    [Fact]
    public async Task A_shadow_that_fails_is_counted_and_costs_callers_nothing()
    {
        await using var house = await OpenAsync();
        house.Servers[1].Serve = (context, _) => context.JsonAsync("""{"error":{"message":"out of memory"}}""", 500);

        Assert.Equal("Hello.", Answering.Said((await house.ChatAsync(Question)).Text));
        var view = await SeenAsync(house, view => view.GetProperty("failed").GetInt32() == 1);

        Assert.Contains("500", view.GetProperty("lastTrouble").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_beyond_the_queue_is_dropped_and_every_caller_is_answered()
    {
        await using var house = await OpenAsync();
        var (asked, _) = Hang(house);
        for (var turn = 0; turn < 2; turn++)
        {
            await house.ChatAsync(Question);
            await asked.WaitAsync(Stop);
        }

        for (var turn = 0; turn < ShadowQueue.MostWaiting + 3; turn++)
            Assert.Equal("Hello.", Answering.Said((await house.ChatAsync(Question)).Text));

        Assert.Equal(3, (await SeenAsync(house, _ => true)).GetProperty("dropped").GetInt32());
    }

    [Fact]
    public async Task The_house_pays_for_the_shadow_and_no_key_does()
    {
        await using var house = await OpenAsync("--Inference:Gateway:Keys:eye:TokensPerDay=30");

        await house.ChatAsync(Question, DoorHouse.ViewerKey);
        await SeenAsync(house, view => view.GetProperty("answered").GetInt32() == 1);

        Assert.Equal("Hello.", Answering.Said((await house.ChatAsync(Question, DoorHouse.ViewerKey)).Text));
        var today = (await house.Door.GetAsync("/inference/status")).Json.GetProperty("today").EnumerateArray().ToDictionary(use => use.GetProperty("scope").GetString()!, use => use.GetProperty("tokens").GetInt32());
        Assert.Equal(36, today["key:eye"]);
        Assert.InRange(today["shadow"], 18, 36);
    }

    [Fact]
    public async Task Answers_of_the_cache_and_the_shadows_own_are_compared_with_nothing()
    {
        await using var house = await OpenAsync("--Inference:Cache:Enabled=true");
        await house.ChatAsync(Question);
        await SeenAsync(house, view => view.GetProperty("answered").GetInt32() == 1);

        await house.ChatAsync(Question);
        await house.ChatAsync(Question.Replace("attic", "cellar", StringComparison.Ordinal));
        await house.ChatAsync(Question.Replace("evening", "night", StringComparison.Ordinal));
        var view = await SeenAsync(house, view => view.GetProperty("answered").GetInt32() == 2);

        Assert.Equal(3, house.Servers[1].Bodies.Count);
        Assert.Equal("attic/small", view.GetProperty("first").GetString());
    }

    [Fact]
    public void The_status_says_in_one_line_how_the_shadow_compares()
    {
        var view = new ShadowView("cellar/large", "attic/small", 120, 2, 1, 0.83, 0.42, 210, 90, 180, 150, "it failed");

        Assert.Equal("`cellar/large` on `attic/small`: 120 requests, agrees 0.83, 42 % cheaper, first byte 90 ms for 210, 150 tokens for 180, 2 failed (it failed), 1 dropped", view.Line());
        Assert.Contains("8 % dearer", (view with { Saved = -0.08 }).Line(), StringComparison.Ordinal);
    }

    /// <summary>The shadow's server begins no answer: the first is let go of when a shadow is asked, the second done when one was told to stop.</summary>
    private static (SemaphoreSlim Asked, Task Gone) Hang(GatewayHouse house)
    {
        var asked = new SemaphoreSlim(0);
        var gone = new TaskCompletionSource();
        house.Servers[1].Serve = async (context, _) =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            asked.Release();
            await gone.Task;
        };
        return (asked, gone.Task);
    }

    /// <summary>Asks the house for what it learned until it is what was waited for.</summary>
    private static async Task<JsonElement> SeenAsync(GatewayHouse house, Func<JsonElement, bool> enough)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            var status = (await house.Door.GetAsync("/inference/status")).Json;
            if (status.GetProperty("shadows").EnumerateArray().Where(enough).ToArray() is [var seen, ..])
                return seen;
            Assert.False(patience.IsCancellationRequested, status.GetRawText());
        }
    }

    private static Task<GatewayHouse> OpenAsync(params string[] settings) =>
        GatewayHouse.OpenAsync(2, ["--Inference:Routing:Shadow=1", "--Inference:Routing:ShadowModel=cellar/small", .. settings]);
}
