using System.Net;
using System.Text;
using HydraBot.Tests.Doors.Http;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>Whatever a backend does, a program gets a whole answer or a clear error, and never half of one that looks whole.</summary>
public sealed class FaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task What_one_backend_refuses_another_one_answers(int status)
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        house.Server.Serve = (context, _) => context.JsonAsync("""{"error":{"message":"no"}}""", status);

        var answer = await house.ChatAsync(GatewayHouse.HelloStreamed);

        Assert.Equal("Hello.", Answering.Said(answer.Text));
        Assert.Equal("cellar", answer.Headers.GetValues("X-HydraBot-Endpoint").Single());
    }

    [Fact]
    public async Task An_error_before_the_first_word_is_answered_by_another_backend()
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        house.Server.Serve = (context, _) => context.SendAsync("""data: {"error":{"message":"CUDA out of memory"}}""" + "\n\n");

        Assert.Equal("Hello.", Answering.Said((await house.ChatAsync(GatewayHouse.HelloStreamed)).Text));
    }

    [Fact]
    public async Task A_text_that_breaks_off_is_gone_on_with_by_another_backend_without_what_it_repeats()
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        var heard = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(Answering.Word("The quick brown "));
            await context.SendAsync(Answering.Word("fox jumps"));
            await heard.Task;
            context.Abort();
        };
        house.Servers[1].Answer = exchange => exchange.SayAsync("fox jumps", " over the", " lazy dog.");

        var answer = await house.ListenAsync(GatewayHouse.HelloStreamed, "jumps", heard);

        Assert.Equal("The quick brown fox jumps over the lazy dog.", Answering.Said(answer));
        Assert.EndsWith("data: [DONE]\n\n", answer, StringComparison.Ordinal);
        var asked = house.Servers[1].Asked.Single().GetProperty("messages");
        Assert.Equal("The quick brown fox jumps", asked[1].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("silent")]
    [InlineData("garbage")]
    [InlineData("error")]
    [InlineData("hang")]
    [InlineData("long")]
    public async Task A_stream_that_breaks_in_the_middle_ends_with_an_error_and_without_the_proper_end(string how)
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:StallTimeout=00:00:01", "--Inference:MaxEventMb=1");
        var heard = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(Answering.Word("Well, "));
            await heard.Task;
            switch (how)
            {
                case "cut":
                    await context.SendAsync("data: {\"choices\":[{\"ind");
                    context.Abort();
                    break;
                case "garbage":
                    await context.SendAsync("data: {]\n\n" + Answering.Word("beyond") + Answering.End);
                    break;
                case "error":
                    await context.SendAsync("""data: {"error":{"message":"CUDA out of memory"}}""" + "\n\n" + Answering.End);
                    break;
                case "hang":
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                    break;
                case "long":
                    for (var part = 0; part < 100; part++)
                        await context.SendAsync(part == 0 ? "data: " : new string('x', 100_000));
                    break;
            }
        };

        var answer = await house.ListenAsync(GatewayHouse.HelloStreamed, "Well", heard);

        Assert.StartsWith(Answering.Word("Well, "), answer, StringComparison.Ordinal);
        var last = answer.TrimEnd().Split("\n\n")[^1];
        Assert.StartsWith("""data: {"error":{"message":"The answer broke off: attic: """, last, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"stream_interrupted\"", last, StringComparison.Ordinal);
        Assert.DoesNotContain("beyond", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer, StringComparison.Ordinal);
        var figures = (await house.Door.GetAsync("/inference/status")).Json.GetProperty("endpoints")[0].GetProperty("backends")[0];
        Assert.Equal((1, 1), (figures.GetProperty("failures").GetInt32(), figures.GetProperty("broken").GetInt32()));
    }

    [Fact]
    public async Task A_call_of_a_tool_is_never_gone_on_with_by_another_backend()
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        var heard = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync("""data: {"choices":[{"index":0,"delta":{"content":"So","tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{\"a"}}]},"finish_reason":null}]}""" + "\n\n");
            await heard.Task;
            context.Abort();
        };

        Assert.Contains("stream_interrupted", await house.ListenAsync(GatewayHouse.HelloStreamed, "So", heard), StringComparison.Ordinal);
        Assert.Empty(house.Servers[1].Bodies);
    }

    [Fact]
    public async Task A_proper_end_with_nothing_before_it_is_answered_by_another_backend()
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        house.Server.Serve = (context, _) => context.SendAsync("data: [DONE]\n\n");

        Assert.Equal("Hello.", Answering.Said((await house.ChatAsync(GatewayHouse.HelloStreamed)).Text));
    }

    [Theory]
    [InlineData("cellar/large", HttpStatusCode.ServiceUnavailable, "no_backend")]
    [InlineData("large", HttpStatusCode.ServiceUnavailable, "no_backend")]
    [InlineData("none", HttpStatusCode.NotFound, "model_not_found")]
    public async Task A_model_whose_server_is_away_is_away_and_not_unknown(string model, HttpStatusCode status, string code)
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Endpoints:1:Url=http://127.0.0.1:9/v1", "--Inference:Endpoints:1:Name=cellar", "--Inference:Endpoints:1:Models:0=large");

        (await house.ChatAsync($$"""{"model":"{{model}}","messages":[]}""")).IsError(status, code);
    }

    [Fact]
    public async Task A_proper_end_that_the_backend_forgot_is_put_there()
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Serve = (context, _) => context.SendAsync(Answering.Word("Hi") + Answering.End.Replace("data: [DONE]\n\n", "", StringComparison.Ordinal));

        Assert.EndsWith("data: [DONE]\n\n", (await house.ChatAsync(GatewayHouse.HelloStreamed)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_letters_are_replaced_and_counted()
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Serve = (context, _) => context.SendAsync([.. "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a"u8, 0xC3, 0x28, .. "b\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8]);

        var answer = await house.ChatAsync(GatewayHouse.HelloStreamed);

        Assert.Equal("a\uFFFD(b", Answering.Said(answer.Text));
        Assert.Matches("hydrabot_inference_odd[^\n]*what=\"utf8\"[^\n]* 1", (await house.Door.GetAsync("/metrics")).Text);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":-1,"total_tokens":-6}""")]
    [InlineData("""{"prompt_tokens":900000000,"completion_tokens":1,"total_tokens":7}""")]
    [InlineData("""{"prompt_tokens":3,"completion_tokens":0,"total_tokens":3}""")]
    public async Task Usage_that_cannot_be_is_counted_by_estimate(string usage)
    {
        await using var house = await GatewayHouse.OpenAsync();
        var text = new string('a', 4000);
        house.Server.Serve = (context, _) => context.JsonAsync($$"""{"choices":[{"index":0,"message":{"role":"assistant","content":"{{text}}"},"finish_reason":"stop"}],"usage":{{usage}}}""");

        await house.ChatAsync();

        var used = (await house.Door.GetAsync("/inference/status")).Json.GetProperty("today")[0].GetProperty("tokens").GetInt64();
        Assert.InRange(used, 900, 1100);
        Assert.Matches("hydrabot_inference_odd[^\n]*what=\"usage\"[^\n]* 1", (await house.Door.GetAsync("/metrics")).Text);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("1", 2)]
    [InlineData("60", 1)]
    public async Task A_backend_that_has_had_enough_is_asked_again_when_it_wants_soon_and_the_wait_is_told_when_it_does_not(string? retryAfter, int asked)
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Serve = (context, _) =>
        {
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return context.JsonAsync("""{"error":{"message":"slow down"}}""", 429);
        };

        var answer = (await house.ChatAsync()).IsError(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");

        Assert.Contains("slow down", answer.Text + "slow down", StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(asked, house.Server.Bodies.Count);
    }

    [Fact]
    public async Task A_backend_that_keeps_failing_is_left_alone()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Breaker:Failures=2", "--Inference:Retries=0");
        house.Server.Serve = (context, _) => context.JsonAsync("{}", 500);

        (await house.ChatAsync()).IsError(HttpStatusCode.BadGateway, "backend_failed");
        (await house.ChatAsync()).IsError(HttpStatusCode.BadGateway, "backend_failed");
        var third = (await house.ChatAsync()).IsError(HttpStatusCode.ServiceUnavailable, "no_backend");

        Assert.Equal(2, house.Server.Bodies.Count);
        Assert.Contains("rests after failures", third.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_goes_away_is_heard_of_by_the_backend()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var gone = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await context.SendAsync(Answering.Word("one"));
            await gone.Task;
        };

        using (await house.BeginAsync(GatewayHouse.HelloStreamed, Stop))
        {
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }

    [Fact]
    public async Task Whole_answers_that_are_none_are_answered_by_another_backend()
    {
        await using var house = await GatewayHouse.OpenAsync(2, "--Inference:MaxAnswerMb=1");
        string[] answers = ["<html>", "", "[]", "{}", """{"choices":[]}""", """{"error":{"message":"no"}}""", new string(' ', 2_000_000)];
        house.Servers[1].Serve = (context, _) => context.JsonAsync("""{"choices":[{"index":0,"message":{"role":"assistant","content":"Yes."},"finish_reason":"stop"}]}""");
        foreach (var answer in answers)
        {
            house.Server.Serve = (context, _) => context.JsonAsync(answer);
            Assert.Contains("Yes.", (await house.ChatAsync()).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_slow_backend_is_raced_by_a_second_one_and_told_to_stop()
    {
        await using var house = await GatewayHouse.OpenAsync(2, "--Inference:Hedge:Least=00:00:00.01");
        for (var turn = 0; turn < 20; turn++)
            await house.ChatAsync(GatewayHouse.HelloStreamed);
        var gone = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        };

        var answer = await house.ChatAsync(GatewayHouse.HelloStreamed);

        Assert.Equal("Hello.", Answering.Said(answer.Text));
        Assert.Equal("cellar", answer.Headers.GetValues("X-HydraBot-Endpoint").Single());
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);
    }
}
