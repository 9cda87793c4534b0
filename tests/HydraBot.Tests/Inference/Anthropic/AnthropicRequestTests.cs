using System.Net;
using System.Text.Json;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>What programs send in OpenAI's words is said to Anthropic in a way that its stricter API takes.</summary>
public sealed class AnthropicRequestTests
{
    private const string Call = """{"role":"assistant","content":"","tool_calls":[{"id":"call:1","type":"function","function":{"name":"weather.now","arguments":"{\"city\":\"Oslo\"}"}},{"id":"call:2","type":"function","function":{"name":"weather_now","arguments":""}}]}""";
    private const string Tools = """[{"type":"function","function":{"name":"weather.now","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}},{"type":"function","function":{"name":"weather_now"}}]""";
    private const string Hi = """{"role":"user","content":"Hi"}""";

    [Theory]
    [InlineData("""{"messages":[{"role":"system","content":"Be brief."},<hi>,{"role":"system","content":"Be kind."},{"role":"developer","content":[{"type":"text","text":"Rhyme."}]}]}""")]
    [InlineData("""{"messages":[{"role":"system","content":""},<hi>,{"role":"assistant","content":null},{"role":"user","content":"  "},<hi>]}""")]
    [InlineData("""{"messages":[{"role":"system","content":"Say hello."}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":"Hello, what can I do?"},<hi>]}""")]
    [InlineData("""{"messages":[<hi>,<hi>,{"role":"assistant","content":"The answer is \n\n"}]}""")]
    [InlineData("""{"messages":[<hi>,{"role":"assistant","content":" \n"}]}""")]
    [InlineData("""{"messages":[<hi>],"temperature":1.5,"top_p":0.5,"stop":"END","max_tokens":null,"user":"u-1","seed":7,"logit_bias":{},"stream_options":{"include_usage":true},"frequency_penalty":0.5}""")]
    [InlineData("""{"messages":[<hi>],"temperature":0,"stop":["END","\n",null],"max_completion_tokens":7,"reasoning_effort":"low","n":1,"store":false,"metadata":{"a":"b"}}""")]
    [InlineData("""{"messages":[<hi>],"response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":{"type":"object","properties":{"a":{"type":"array","items":{"type":"object","properties":{"type":{"type":"string"}}}}}}}}}""")]
    [InlineData("""{"messages":[<hi>],"response_format":{"type":"json_object"}}""")]
    [InlineData("""{"messages":[<hi>],"tools":<tools>,"tool_choice":"auto","parallel_tool_calls":false}""")]
    [InlineData("""{"messages":[<hi>],"tools":<tools>,"tool_choice":"none","parallel_tool_calls":false}""")]
    [InlineData("""{"messages":[<hi>],"tools":<tools>,"tool_choice":{"type":"function","function":{"name":"weather.now"}}}""")]
    [InlineData("""{"messages":[<hi>],"tools":[],"tool_choice":"auto"}""")]
    [InlineData("""{"messages":[<hi>,<call>,{"role":"tool","tool_call_id":"call:2","content":"Rain"},{"role":"tool","tool_call_id":"call:1","content":""}],"tools":<tools>}""")]
    [InlineData("""{"messages":[<hi>,<call>,{"role":"tool","tool_call_id":"call:1","content":[{"type":"text","text":"Sun"}]},{"role":"system","content":"Hurry."},<hi>,{"role":"tool","tool_call_id":"call:2","content":"Rain"},<hi>],"tools":<tools>}""")]
    [InlineData("""{"messages":[<hi>,<call>,{"role":"tool","tool_call_id":"call:1","content":"Sun"},{"role":"tool","tool_call_id":"call:2","content":"Rain"}]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"text","text":""},{"type":"image_url","image_url":{"url":"data:image/jpg;base64,/9j/"}},{"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]}""")]
    public async Task What_OpenAIs_clients_send_is_taken(string request)
    {
        var (house, anthropic) = await StrictAnthropic.OpenAsync();
        await using var _ = house;

        var answer = await house.ChatAsync(Filled(request));

        Assert.Empty(anthropic.Refused);
        Assert.Equal("Fine.", answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Fact]
    public async Task All_instructions_stand_in_their_order_above_the_conversation()
    {
        var taken = await TakenAsync("""{"messages":[{"role":"system","content":"One."},<hi>,{"role":"developer","content":"Two."},{"role":"system","content":[{"type":"text","text":"Three."}]}]}""");

        Assert.Equal("One.\n\nTwo.\n\nThree.", taken.GetProperty("system").GetString());
        Assert.Single(taken.GetProperty("messages").EnumerateArray());
    }

    [Fact]
    public async Task Results_of_tools_stand_together_before_what_was_said_and_name_the_call_that_they_answer()
    {
        var taken = await TakenAsync("""{"messages":[<hi>,<call>,<hi>,{"role":"tool","tool_call_id":"call:2","content":"Rain"},{"role":"tool","tool_call_id":"call:1","content":"Sun"}],"tools":<tools>}""");

        var turns = taken.GetProperty("messages");
        Assert.Equal(["tool_use call_1 weather_now", "tool_use call_2 weather_now_2"], turns[1].GetProperty("content").EnumerateArray().Select(block => $"{block.GetProperty("type")} {block.GetProperty("id")} {block.GetProperty("name")}"));
        Assert.Equal(["tool_result", "tool_result", "text"], turns[2].GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
        Assert.Equal(["call_2", "call_1"], turns[2].GetProperty("content").EnumerateArray().Take(2).Select(block => block.GetProperty("tool_use_id").GetString()));
    }

    [Fact]
    public async Task A_heat_and_a_form_that_Anthropic_does_not_know_become_the_nearest_that_it_does()
    {
        var taken = await TakenAsync("""{"messages":[<hi>],"temperature":1.5,"stop":"END","response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object","properties":{}}}}}""");

        Assert.Equal(1, taken.GetProperty("temperature").GetDouble());
        Assert.Equal("END", Assert.Single(taken.GetProperty("stop_sequences").EnumerateArray()).GetString());
        Assert.False(taken.GetProperty("output_config").GetProperty("format").GetProperty("schema").GetProperty("additionalProperties").GetBoolean());
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/svg+xml;base64,PHN2Zz4="}}]}]}""", "image/svg+xml")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png,abc"}}]}]}""", "base64")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}]}""", "input_audio")]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}],"n":2}""", "'n'")]
    [InlineData("""{"messages":[{"role":"assistant","tool_calls":[{"id":"a","function":{"name":"f","arguments":"[1]"}}]}]}""", "no JSON object")]
    [InlineData("""{"messages":[{"role":"tool","content":"x"}]}""", "tool_call_id")]
    [InlineData("""{"messages":"Hi"}""", "list")]
    [InlineData("""{"messages":[],"messages":[]}""", "Anthropic")]
    public async Task What_cannot_be_said_to_Anthropic_is_refused_with_the_reason_before_it_is_sent(string request, string reason)
    {
        var (house, anthropic) = await StrictAnthropic.OpenAsync();
        await using var _ = house;

        var answer = await house.ChatAsync(Filled(request));

        answer.IsError(HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains(reason, answer.Text, StringComparison.Ordinal);
        Assert.Empty(house.Server.Bodies);
        Assert.Equal("good", (await house.Door.GetAsync("/inference/status")).Json.GetProperty("endpoints")[0].GetProperty("backends")[0].GetProperty("state").GetString());
    }

    private static string Filled(string request) => $$"""{"model":"claude",{{request[1..]}}"""
        .Replace("<hi>", Hi, StringComparison.Ordinal).Replace("<call>", Call, StringComparison.Ordinal).Replace("<tools>", Tools, StringComparison.Ordinal);

    private static async Task<JsonElement> TakenAsync(string request)
    {
        var (house, anthropic) = await StrictAnthropic.OpenAsync();
        await using var _ = house;
        await house.ChatAsync(Filled(request));
        Assert.Empty(anthropic.Refused);
        return Assert.Single(anthropic.Taken);
    }
}
