using System.Net;
using System.Text;
using System.Text.Json;
using HydraBot.Tests.Inference.Gateway;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>What Anthropic answers reads as if OpenAI had answered, its errors and its faults too.</summary>
public sealed class AnthropicAnswerTests
{
    private const string Asks = """{"model":"claude","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"weather.now"}}],"tool_choice":"required"}""";
    private const string Hello = """{"model":"claude","messages":[{"role":"user","content":"Hi"}]}""";
    private const string HelloStreamed = """{"model":"claude","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task A_call_of_a_tool_has_the_name_that_the_caller_gave_it()
    {
        var (house, _) = await StrictAnthropic.OpenAsync();
        await using var _1 = house;

        var whole = (await house.ChatAsync(Asks)).Json.GetProperty("choices")[0];
        var streamed = (await house.ChatAsync(Asks.Replace("\"tools\"", "\"stream\":true,\"tools\"", StringComparison.Ordinal))).Text;

        Assert.Equal(("tool_calls", "weather.now", """{"city":"Oslo"}"""), (whole.GetProperty("finish_reason").GetString(), Function(whole).GetProperty("name").GetString(), Function(whole).GetProperty("arguments").GetString()));
        Assert.Contains("\"name\":\"weather.now\"", streamed, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"tool_calls\"", streamed, StringComparison.Ordinal);

        static JsonElement Function(JsonElement choice) => choice.GetProperty("message").GetProperty("tool_calls")[0].GetProperty("function");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Usage_has_a_chunk_of_its_own_where_it_is_asked_for_and_no_chunk_without_choices_where_it_is_not(bool asked)
    {
        var (house, _) = await StrictAnthropic.OpenAsync();
        await using var _1 = house;

        var stream = (await house.ChatAsync(asked ? HelloStreamed.Replace("\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}", StringComparison.Ordinal) : HelloStreamed)).Text;

        var chunks = stream.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line["data: ".Length..])).ToArray();
        Assert.Equal(asked ? 0 : 1, chunks[^1].GetProperty("choices").GetArrayLength());
        var usage = chunks[^1].GetProperty("usage");
        Assert.Equal((15, 4, 3), (usage.GetProperty("prompt_tokens").GetInt32(), usage.GetProperty("completion_tokens").GetInt32(), usage.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32()));
        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_refusal_of_a_request_has_OpenAIs_shape_and_its_own_words()
    {
        var (house, _) = await StrictAnthropic.OpenAsync();
        await using var _1 = house;

        var answer = (await house.ChatAsync(Hello.Replace("}]}", "}],\"top_p\":7}", StringComparison.Ordinal))).IsError(HttpStatusCode.BadRequest, "invalid_request_error");

        Assert.Contains("top_p", answer.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(529, "overloaded_error", "Overloaded", null, HttpStatusCode.BadGateway, "backend_failed")]
    [InlineData(429, "rate_limit_error", "This request would exceed your rate limit", "30", HttpStatusCode.TooManyRequests, "rate_limit_exceeded")]
    [InlineData(401, "authentication_error", "invalid x-api-key", null, HttpStatusCode.BadGateway, "backend_failed")]
    public async Task When_it_has_had_enough_programs_are_told_as_OpenAI_would_tell_them(int status, string type, string message, string? retryAfter, HttpStatusCode told, string code)
    {
        var (house, _) = await StrictAnthropic.OpenAsync("--Inference:Retries=0");
        await using var _1 = house;
        house.Server.Serve = (context, _) =>
        {
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            return context.JsonAsync(JsonSerializer.Serialize(new { type = "error", error = new { type, message }, request_id = "req_1" }), status);
        };

        foreach (var body in (string[])[Hello, HelloStreamed])
        {
            var answer = (await house.ChatAsync(body)).IsError(told, code);
            if (retryAfter is not null)
            {
                Assert.NotNull(answer.Headers.RetryAfter);
                break; // From now on it is left alone.
            }
        }
    }

    [Fact]
    public async Task An_error_in_the_middle_of_its_stream_ends_it_with_an_error()
    {
        Assert.Contains("Overloaded", await BrokenAsync("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_end_ends_its_stream_with_an_error()
    {
        Assert.Contains("more than 1 MB", await BrokenAsync($"data: {new string('x', 2_000_000)}\n\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data: {\"type\":7}\n\ndata: []\n\n")]
    [InlineData("data: {\"type\":\"content_block_delta\",\"type\":\"ping\"}\n\n")]
    [InlineData("data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\\ud83d\"}}\n\n")]
    public async Task Garbage_ends_its_stream_with_an_error(string garbage)
    {
        Assert.Contains("no JSON that a language model would", await BrokenAsync(garbage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_letters_are_replaced_and_counted_whole_and_streamed()
    {
        var (house, _) = await StrictAnthropic.OpenAsync();
        await using var _1 = house;
        house.Server.Serve = (context, body) =>
        {
            var whole = JsonElement.Parse(body).TryGetProperty("stream", out var stream) && stream.GetBoolean()
                ? AnthropicTalk.Said("a|b")
                : """{"id":"m","type":"message","role":"assistant","content":[{"type":"text","text":"a|b"}],"model":"claude","stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";
            byte[] bytes = [.. Encoding.UTF8.GetBytes(whole.Split('|')[0]), 0xC3, 0x28, .. Encoding.UTF8.GetBytes(whole.Split('|')[1])];
            return whole[0] == '{' ? WriteAsync(context, bytes) : context.SendAsync(bytes);
        };

        Assert.Contains("a\uFFFD(b", (await house.ChatAsync(Hello)).Text, StringComparison.Ordinal);
        Assert.Equal("a\uFFFD(b", Answering.Said((await house.ChatAsync(HelloStreamed)).Text));
        Assert.Matches("hydrabot_inference_odd[^\n]*what=\"utf8\"[^\n]* 2", (await house.Door.GetAsync("/metrics")).Text);

        static async Task WriteAsync(HttpContext context, byte[] bytes)
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    [Fact]
    public async Task Signs_of_life_while_it_thinks_are_passed_on_and_keep_the_answer_alive()
    {
        var (house, _) = await StrictAnthropic.OpenAsync("--Inference:StallTimeout=00:00:02", "--Inference:FirstByteTimeout=00:00:20");
        await using var _1 = house;
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(AnthropicTalk.Start);
            for (var ping = 0; ping < 4; ping++)
            {
                // Thinks for longer than an answer may stand still, which is the subject.
                await Task.Delay(TimeSpan.FromMilliseconds(700), TimeProvider.System, context.RequestAborted);
                await context.SendAsync(AnthropicTalk.Ping);
            }

            await context.SendAsync(AnthropicTalk.Text("At last.") + AnthropicTalk.End("end_turn"));
        };

        var stream = (await house.ChatAsync(HelloStreamed)).Text;

        Assert.Equal("At last.", Answering.Said(stream));
        Assert.Contains(": ping\n\n", stream, StringComparison.Ordinal);
    }

    /// <summary>What the caller gets where the server says one word and then this.</summary>
    private static async Task<string> BrokenAsync(string fault)
    {
        var (house, _) = await StrictAnthropic.OpenAsync("--Inference:MaxEventMb=1");
        await using var _1 = house;
        var heard = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(AnthropicTalk.Start + AnthropicTalk.Text("Well, "));
            await heard.Task;
            await context.SendAsync(fault);
            await context.SendAsync(AnthropicTalk.Text("beyond") + AnthropicTalk.End("end_turn"));
        };

        var stream = await house.ListenAsync(HelloStreamed, "Well", heard);

        Assert.Equal("Well, ", Answering.Said(stream));
        Assert.DoesNotContain("[DONE]", stream, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"stream_interrupted\"", stream, StringComparison.Ordinal);
        return stream;
    }
}
