using System.Text.Json;
using Xunit;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>The stand-in for Anthropic does refuse: each of these is one that the Messages API does not take.</summary>
public sealed class AnthropicRulesTests
{
    private const string Hi = """{"role":"user","content":"Hi"}""";
    private const string Use = """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}},{"type":"tool_use","id":"b","name":"f","input":{}}]}""";
    private const string Tools = """[{"name":"f","input_schema":{"type":"object"}}]""";

    [Theory]
    [InlineData("""{"model":"c","messages":[<hi>]}""", "max_tokens")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>],"n":1}""", "n: Extra")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>],"temperature":1.5}""", "temperature")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>],"stop_sequences":["\n"]}""", "stop_sequences")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>],"tools":[{"name":"a.b","input_schema":{"type":"object"}}]}""", "name")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>],"tool_choice":{"type":"auto"}}""", "tool_choice")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[]}""", "at least one")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[{"role":"system","content":"x"},<hi>]}""", "role")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[{"role":"assistant","content":"x"}]}""", "first message")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[{"role":"user","content":""}]}""", "non-empty")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":" "}]}]}""", "non-whitespace")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/jpg","data":"x"}}]}]}""", "media_type")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>,{"role":"assistant","content":"x "}]}""", "trailing whitespace")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>,<use>],"tools":<tools>}""", "without `tool_result`")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>,<use>,{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"b"}]}],"tools":<tools>}""", "without `tool_result`")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>,<use>,{"role":"user","content":[{"type":"text","text":"x"},{"type":"tool_result","tool_use_id":"a"},{"type":"tool_result","tool_use_id":"b"}]}],"tools":<tools>}""", "come first")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"z"}]}]}""", "unexpected `tool_use_id`")]
    [InlineData("""{"model":"c","max_tokens":1,"messages":[<hi>],"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}""", "additionalProperties")]
    public void What_the_Messages_API_refuses_is_refused(string request, string reason)
    {
        Assert.Contains(AnthropicRules.Refusals(Filled(request)), refusal => refusal.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_takes_is_taken()
    {
        Assert.Empty(AnthropicRules.Refusals(Filled(
            """{"model":"c","max_tokens":1,"system":"x","messages":[<hi>,<hi>,<use>,{"role":"user","content":[{"type":"tool_result","tool_use_id":"b","content":""},{"type":"tool_result","tool_use_id":"a"},{"type":"text","text":"x"}]}],"tools":<tools>,"tool_choice":{"type":"auto","disable_parallel_tool_use":true}}""")));
    }

    private static JsonElement Filled(string request) => JsonElement.Parse(
        request.Replace("<hi>", Hi, StringComparison.Ordinal).Replace("<use>", Use, StringComparison.Ordinal).Replace("<tools>", Tools, StringComparison.Ordinal));
}
