using System.Net;
using System.Text.Json;
using HydraBot.Inference.Resilience;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>A backend answers for what it does itself, and for nothing else.</summary>
public sealed class BlameTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_who_go_away_are_not_held_against_the_backend()
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Serve = async (context, _) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.SendAsync(Answering.Word("on and on "));
        };

        for (var turn = 0; turn < 40; turn++)
        {
            using var response = await house.BeginAsync(GatewayHouse.HelloStreamed, Stop);
        }

        await house.NothingRunsAsync();
        Assert.Equal(0, (await FiguresAsync(house, 0)).GetProperty("failures").GetInt32());
    }

    [Fact]
    public async Task A_caller_who_reads_slowly_gets_everything_and_the_backend_is_not_held_to_be_slow()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:StallTimeout=00:00:02", "--Inference:FirstByteTimeout=00:00:20");
        var word = new string('x', 100_000);
        house.Server.Serve = async (context, _) =>
        {
            for (var turn = 0; turn < 200; turn++)
                await context.SendAsync(Answering.Word(word));
            await context.SendAsync(Answering.End);
        };

        using var response = await house.BeginAsync(GatewayHouse.HelloStreamed, Stop);
        // The slow reader is the test's subject: longer than a backend may stand still.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, Stop);
        var stream = await response.Content.ReadAsStringAsync(Stop);

        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
        Assert.Equal(0, (await FiguresAsync(house, 0)).GetProperty("failures").GetInt32());
    }

    [Fact]
    public async Task Whoever_loses_a_race_is_told_so_when_the_winner_begins_and_has_not_failed()
    {
        await using var house = await GatewayHouse.OpenAsync(2, "--Inference:Hedge:Least=00:00:00.01");
        for (var turn = 0; turn < 20; turn++)
            await house.ChatAsync(GatewayHouse.HelloStreamed);
        var told = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            context.RequestAborted.Register(() => told.TrySetResult());
            await told.Task;
        };
        house.Servers[1].Serve = async (context, _) =>
        {
            await context.SendAsync(Answering.Word("First. "));
            await told.Task.WaitAsync(TimeSpan.FromSeconds(20), context.RequestAborted);
            await context.SendAsync(Answering.Word("Alone.") + Answering.End);
        };

        Assert.Equal("First. Alone.", Answering.Said((await house.ChatAsync(GatewayHouse.HelloStreamed)).Text));
        await house.NothingRunsAsync();
        Assert.Equal(0, (await FiguresAsync(house, 0)).GetProperty("failures").GetInt32());
    }

    [Fact]
    public void Many_requests_that_fail_together_are_one_outage_and_not_many()
    {
        var time = new FakeTimeProvider();
        var health = new BackendHealth(new BreakerOptions(), time);
        for (var request = 0; request < 100; request++)
            Assert.True(health.TryBegin());

        for (var request = 0; request < 100; request++)
            health.Failed("it broke", broken: true, retryAfter: null);

        Assert.Equal(TimeSpan.FromSeconds(10), health.Remaining);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(health.TryBegin());
        health.Failed("it still does", broken: false, retryAfter: null);
        Assert.Equal(TimeSpan.FromSeconds(20), health.Remaining);
    }

    [Fact]
    public void A_wait_that_a_backend_asks_for_is_kept_by_all_who_asked_at_once()
    {
        var health = new BackendHealth(new BreakerOptions(), new FakeTimeProvider());
        int[] waits = [3, 30, 1];
        Assert.All(waits, _ => Assert.True(health.TryBegin()));

        foreach (var seconds in waits)
            health.Failed("it has had enough", broken: false, TimeSpan.FromSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(30), health.Remaining);
    }

    [Theory]
    [InlineData("""{"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"\ud83d"}]}""")]
    [InlineData("""{"error":{"message":"\ud83d"}}""")]
    [InlineData("""{"object":1,"object":2,"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}]}""")]
    public async Task Json_that_nobody_can_read_is_answered_by_another_backend(string json)
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        house.Server.Serve = (context, _) => context.JsonAsync(json);

        Assert.Equal("Hello.", Answering.Said((await house.ChatAsync(GatewayHouse.HelloStreamed)).Text));
        Assert.Matches("hydrabot_inference_faults[^\n]*kind=\"garbage\"[^\n]* 1", (await house.Door.GetAsync("/metrics")).Text);
    }

    [Fact]
    public async Task Half_a_letter_as_the_name_of_a_model_is_an_error_of_the_request()
    {
        await using var house = await GatewayHouse.OpenAsync();
        (await house.ChatAsync("""{"model":"\ud83d","messages":[]}""")).IsError(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static async Task<JsonElement> FiguresAsync(GatewayHouse house, int endpoint) =>
        (await house.Door.GetAsync("/inference/status")).Json.GetProperty("endpoints")[endpoint].GetProperty("backends")[0];
}
