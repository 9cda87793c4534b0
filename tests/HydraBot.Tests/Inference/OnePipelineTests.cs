using System.Text.Json;
using HydraBot.Tests.Doors.Http;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference;

/// <summary>A conversation goes the way of every program's request: the same routing, cache, fallback and books.</summary>
public sealed class OnePipelineTests
{
    private const string Question = """{"prompt":"Why is the sky blue?"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_answer_is_gone_on_with_by_another_backend()
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        house.Servers[0].Serve = async (context, _) =>
        {
            // An event of its own for each word, and then nothing more of a stream that promised more.
            context.Response.ContentLength = 100_000;
            await context.SendAsync(Answering.Word("The sky is ") + Answering.Word("blue be"));
            context.Abort();
        };
        house.Servers[1].Serve = (context, _) => context.SendAsync(Answering.Word("blue because of Rayleigh.") + Answering.End);

        var answer = (await house.Door.PostAsync("/operations/chat", Question)).Json;

        // A reset may throw away what was not read yet: then the second one answers from the beginning.
        Assert.Contains("Rayleigh", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(answer.GetProperty("complete").GetBoolean());
        Assert.Equal("cellar", answer.GetProperty("endpoint").GetString());
    }

    [Fact]
    public async Task The_same_question_in_a_fresh_conversation_is_answered_by_the_cache_and_says_so()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Cache:Enabled=true", "--Memory:Chat=false");
        house.Server.Serve = (context, _) => context.SendAsync(Answering.Word("Because of Rayleigh.") + Answering.End);
        const string Fresh = """{"prompt":"Why is the sky blue?","fresh":true}""";

        var first = (await house.Door.PostAsync("/operations/chat", Fresh)).Json;
        var second = (await house.Door.PostAsync("/operations/chat", Fresh)).Json;

        Assert.Equal(("miss", "exact"), (first.GetProperty("cache").GetString(), second.GetProperty("cache").GetString()));
        Assert.Equal(first.GetProperty("text").GetString(), second.GetProperty("text").GetString());
        Assert.Single(house.Server.Bodies);
    }

    [Fact]
    public async Task What_a_conversation_takes_stands_in_the_same_books_with_its_price()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Endpoints:0:Prices:*:Input=1000000", "--Inference:Endpoints:0:Prices:*:Output=0");
        house.Server.Serve = (context, _) => context.SendAsync(Answering.Word("Hi.") + Answering.End);

        var answer = (await house.Door.PostAsync("/operations/chat", Question)).Json;
        var status = (await house.Door.GetAsync("/inference/status")).Json;

        var tokens = answer.GetProperty("inputTokens").GetInt64();
        Assert.True(tokens > 0);
        Assert.Equal(tokens, answer.GetProperty("cost").GetDecimal());
        Assert.Equal("first in the settings", answer.GetProperty("route").GetString());
        Assert.Contains("\"attic\"", status.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("hydrabot_inference_attempts", (await house.Door.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_has_spent_its_budget_cannot_go_around_it_by_conversation()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Gateway:Limits:TokensPerDay=1");
        house.Server.Serve = (context, _) => context.SendAsync(Answering.Word("Hi.") + Answering.End);

        await house.Door.PostAsync("/operations/chat", Question);
        var refused = await house.Door.PostAsync("/operations/chat", Question);

        Assert.Contains("has used its 1 tokens of today", refused.Text, StringComparison.Ordinal);
        Assert.Single(house.Server.Bodies);
    }

    [Fact]
    public async Task A_backend_that_takes_no_tools_is_asked_without_them()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Retries=0");
        house.Server.Serve = (context, body) => JsonElement.Parse(body).TryGetProperty("tools", out _)
            ? context.JsonAsync("""{"error":{"message":"this model does not support tools"}}""", 400)
            : context.SendAsync(Answering.Word("Hi.") + Answering.End);

        var answer = (await house.Door.PostAsync("/operations/chat", Question)).Json;

        Assert.Equal("Hi.", answer.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_conversation_with_a_server_of_Anthropics_is_streamed_in_its_own_protocol()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Endpoints:0:Protocol=Anthropic", "--Inference:Endpoints:0:Models:0=claude");
        house.Server.Serve = (context, _) => context.SendAsync(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","content":[],"model":"claude","stop_reason":null,"usage":{"input_tokens":9,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello."}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}

            event: message_stop
            data: {"type":"message_stop"}


            """);

        var answer = (await house.Door.PostAsync("/operations/chat", Question)).Json;

        Assert.Equal("Hello.", answer.GetProperty("text").GetString());
        Assert.Equal("claude", answer.GetProperty("model").GetString());
    }

    [Fact]
    public async Task A_person_who_goes_away_is_heard_of_at_the_backend()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var (asked, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        house.Server.Serve = async (context, _) =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            await context.SendAsync(Answering.Word("Well"));
            asked.TrySetResult();
            await gone.Task.WaitAsync(Stop);
        };
        using var leave = new CancellationTokenSource();
        using var http = house.Door.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operations/chat") { Content = new StringContent(Question, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        var answer = http.SendAsync(request, leave.Token);

        await asked.Task.WaitAsync(Stop);
        await leave.CancelAsync();

        await gone.Task.WaitAsync(Stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }
}
