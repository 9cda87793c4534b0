using System.Text.Json;
using HydraBot.Testing.Models;
using HydraBot.Tests.Inference.Gateway;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>What goes over the wire to Anthropic and comes back is what was meant, whatever its library would do of itself.</summary>
public sealed class AnthropicWireTests
{
    private const string Hi = """{"role":"user","content":"Hi"}""";
    private const string Streamed = """{"model":"claude","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task Nothing_is_told_but_the_key_and_the_version()
    {
        var (house, _) = await StrictAnthropic.OpenAsync();
        await using var _1 = house;

        await house.ChatAsync($$"""{"model":"claude","messages":[{{Hi}}]}""");

        Assert.Equal(["anthropic-version", "content-length", "content-type", "host", "x-api-key"], Assert.Single(house.Server.Headers).Keys.Select(name => name.ToLowerInvariant()).Order());
    }

    [Fact]
    public async Task The_address_of_a_picture_and_the_schema_of_a_tool_go_as_they_are()
    {
        const string url = "https://example.org/a%7Eb.png?sign=%41%2Bb";
        const string schema = """{"type":"object","properties":{"map":{"type":"object","additionalProperties":{"type":"string"}},"n":{"type":"integer","minimum":1,"default":3}}}""";
        var (house, anthropic) = await StrictAnthropic.OpenAsync();
        await using var _ = house;

        await house.ChatAsync("""{"model":"claude","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"<url>"}}]}],"tools":[{"type":"function","function":{"name":"f","parameters":<schema>}}]}"""
            .Replace("<url>", url, StringComparison.Ordinal).Replace("<schema>", schema, StringComparison.Ordinal));

        var taken = Assert.Single(anthropic.Taken);
        Assert.Equal(url, taken.GetProperty("messages")[0].GetProperty("content")[0].GetProperty("source").GetProperty("url").GetString());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(schema), taken.GetProperty("tools")[0].GetProperty("input_schema")));
    }

    [Fact]
    public async Task A_form_says_in_words_what_Anthropic_has_no_rule_for_and_a_list_is_a_form_too()
    {
        var limits = await FormAsync("""{"type":"object","properties":{"a":{"type":"string","minLength":3},"b":{"type":["object","null"],"properties":{}}}}""");
        var list = await FormAsync("""{"type":"array","items":{"type":"object","properties":{"a":{"type":"string"}}}}""");

        Assert.Contains("minLength: 3", limits.GetProperty("properties").GetProperty("a").GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.False(limits.GetProperty("properties").GetProperty("b").GetProperty("additionalProperties").GetBoolean());
        Assert.False(list.GetProperty("items").GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public async Task A_server_that_does_not_stream_is_asked_once_and_its_answer_streamed()
    {
        var (house, _) = await StrictAnthropic.OpenAsync();
        await using var _1 = house;
        house.Server.Serve = (context, _) => context.JsonAsync(AnthropicTalk.Whole("""{"type":"text","text":"All at once."}""", "end_turn"));

        Assert.Equal("All at once.", Answering.Said((await house.ChatAsync(Streamed)).Text));
        Assert.Single(house.Server.Bodies);
    }

    [Fact]
    public async Task A_stream_that_tells_no_usage_and_stays_open_behind_its_end_ends()
    {
        var (house, _) = await StrictAnthropic.OpenAsync("--Inference:StallTimeout=00:00:20");
        await using var _1 = house;
        var ended = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(
                """data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"model":"claude"}}""" + "\n\n" + AnthropicTalk.Text("Well.")
                + """data: {"type":"message_delta","delta":{"stop_reason":"max_tokens"}}""" + "\n\n" + """data: {"type":"message_stop"}""" + "\n\n");
            await ended.Task;
        };

        var stream = (await house.ChatAsync(Streamed)).Text;
        ended.SetResult();

        Assert.Equal("Well.", Answering.Said(stream));
        Assert.Contains("\"finish_reason\":\"length\"", stream, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_comes_with_a_200_and_one_beyond_all_measure_are_the_backends_fault()
    {
        var (house, _) = await StrictAnthropic.OpenAsync("--Inference:Retries=0", "--Inference:MaxAnswerMb=1");
        await using var _1 = house;
        var body = """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""";
        house.Server.Serve = (context, _) => context.JsonAsync(body);

        Assert.Contains("Overloaded", (await house.ChatAsync($$"""{"model":"claude","messages":[{{Hi}}]}""")).Text, StringComparison.Ordinal);
        body = AnthropicTalk.Whole($$"""{"type":"text","text":"{{new string('x', 2_000_000)}}"}""", "end_turn");
        var long_ = (await house.ChatAsync($$"""{"model":"claude","messages":[{{Hi}}]}""")).Text;

        Assert.DoesNotContain("xxx", long_, StringComparison.Ordinal);
        Assert.Matches("hydrabot_inference_faults_total[^\n]*said_?error[^\n]* 1", (await house.Door.GetAsync("/metrics")).Text.ToLowerInvariant());
    }

    private static async Task<JsonElement> FormAsync(string schema)
    {
        var (house, anthropic) = await StrictAnthropic.OpenAsync();
        await using var _ = house;
        await house.ChatAsync("""{"model":"claude","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":<schema>}}}""".Replace("<schema>", schema, StringComparison.Ordinal));
        Assert.Empty(anthropic.Refused);
        return Assert.Single(anthropic.Taken).GetProperty("output_config").GetProperty("format").GetProperty("schema");
    }
}
