using System.Net;
using System.Text;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>The law, the record and the budget hold for programs too.</summary>
public sealed class LawTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_cleared_once_and_what_it_used_is_told_without_a_word_of_what_was_said()
    {
        await using var house = await GatewayHouse.OpenAsync();

        for (var turn = 0; turn < 3; turn++)
            await house.ChatAsync("""{"model":"small","stream":true,"messages":[{"role":"user","content":"walrus"}]}""");
        var entries = await house.Door.AuditAsync();

        var intent = Assert.Single(entries, entry => Is(entry, "intent"));
        Assert.Equal("master", intent.GetProperty("caller").GetProperty("id").GetString());
        Assert.DoesNotContain(entries, entry => entry.GetRawText().Contains("walrus", StringComparison.Ordinal));

        static bool Is(System.Text.Json.JsonElement entry, string kind) =>
            entry.TryGetProperty("operation", out var operation) && operation.GetString() == "inference.gateway" && entry.GetProperty("kind").GetString() == kind;
    }

    [Fact]
    public async Task The_emergency_stop_ends_what_runs_and_lets_nothing_begin()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var gone = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await context.SendAsync(Answering.Word("one"));
            await gone.Task;
        };
        using var response = await house.BeginAsync(GatewayHouse.HelloStreamed, Stop);

        await house.Door.PostAsync("/constitution/emergency/stop", """{"reason":"test"}""");
        var rest = await response.Content.ReadAsStringAsync(Stop);
        await gone.Task.WaitAsync(Stop);

        Assert.Contains("\"code\":\"stopped\"", rest, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", rest, StringComparison.Ordinal);
        (await house.ChatAsync()).IsError(HttpStatusCode.Conflict, "stopped");
        Assert.Single(house.Server.Bodies);
    }

    [Fact]
    public async Task A_secret_reaches_no_model_and_everything_around_it_stays_as_it_was()
    {
        await using var house = await GatewayHouse.OpenAsync();

        await house.ChatAsync("""{"model":"small","stream":true, "messages":[{"role":"user","content":"key sk-abcdefghijklmnopqrstuv, \"quoted\" ü"}],"x":1.50}""");

        Assert.Equal(
            """{"model":"small","stream":true, "messages":[{"role":"user","content":"key [secret], \"quoted\" ü"}],"x":1.50}""", Encoding.UTF8.GetString(house.Server.Bodies.Single()));
    }

    [Fact]
    public async Task A_key_has_so_many_requests_a_minute_and_is_told_when_to_come_again()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Gateway:Keys:eye:RequestsPerMinute=2");

        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed, DoorHouse.ViewerKey)).Status);
        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed, DoorHouse.ViewerKey)).Status);
        var third = (await house.ChatAsync(GatewayHouse.HelloStreamed, DoorHouse.ViewerKey)).IsError(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");

        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed)).Status);
    }

    [Fact]
    public async Task A_spent_budget_of_tokens_or_dollars_ends_the_day()
    {
        await using var house = await GatewayHouse.OpenAsync(
            1, "--Inference:Gateway:Keys:eye:TokensPerDay=10", "--Inference:Gateway:Keys:hand:DollarsPerDay=0.001", "--Inference:Endpoints:0:Prices:small:Output=1000");

        foreach (var key in (string[])[DoorHouse.ViewerKey, DoorHouse.OperatorKey])
        {
            Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed, key)).Status);
            (await house.ChatAsync(GatewayHouse.HelloStreamed, key)).IsError(HttpStatusCode.TooManyRequests, "insufficient_quota");
        }
    }

    [Fact]
    public async Task A_key_may_name_the_models_that_its_list_has()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Gateway:Keys:eye:Models:0=sm*");
        house.Server.ModelNames = ["small", "large"];

        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(GatewayHouse.HelloStreamed, DoorHouse.ViewerKey)).Status);
        (await house.ChatAsync("""{"model":"large","messages":[]}""", DoorHouse.ViewerKey)).IsError(HttpStatusCode.Forbidden, "model_not_allowed");
        Assert.DoesNotContain("large", (await house.Door.GetAsync("/v1/models", DoorHouse.ViewerKey)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_learned_and_used_is_shown()
    {
        await using var house = await GatewayHouse.OpenAsync();
        await house.ChatAsync(GatewayHouse.HelloStreamed);

        var status = (await house.Door.GetAsync("/inference/status")).Json;
        var metrics = (await house.Door.GetAsync("/metrics")).Text;

        var endpoint = status.GetProperty("endpoints")[0];
        Assert.Equal("attic", endpoint.GetProperty("name").GetString());
        Assert.True(endpoint.GetProperty("healthy").GetBoolean());
        var backend = endpoint.GetProperty("backends")[0];
        Assert.Equal(("small", 1, 7), (backend.GetProperty("model").GetString(), backend.GetProperty("requests").GetInt32(), backend.GetProperty("outputTokens").GetInt32()));
        Assert.True(backend.GetProperty("firstByteMs").GetDouble() > 0);
        Assert.Equal(18, status.GetProperty("today")[0].GetProperty("tokens").GetInt32());
        Assert.Contains("hydrabot_inference_attempts", metrics, StringComparison.Ordinal);
    }
}
