using System.Net;
using System.Text.Json;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference.Anthropic;

/// <summary>Anthropic's models differ in what they take: what one refuses it is asked without, at once and from then on.</summary>
public sealed class AnthropicTasteTests
{
    private const string Drawn = """{"model":"claude","messages":[{"role":"user","content":"Hi"}],"temperature":0.5,"top_p":0.9}""";
    private const string Thoughtful = """{"model":"claude","messages":[{"role":"user","content":"Hi"}],"reasoning_effort":"medium","temperature":0}""";
    private const string Strict = """{"model":"claude","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{"a":{"type":"string","minLength":3}}}}}]}""";

    [Fact]
    public async Task A_model_that_takes_no_temperature_is_asked_without_one()
    {
        var taken = await AskedTwiceAsync(Drawn, asked => Has(asked, "temperature") || Has(asked, "top_p") ? "`temperature` is deprecated for this model." : null, 1);

        Assert.All(taken, asked => Assert.False(Has(asked, "temperature") || Has(asked, "top_p")));
    }

    [Fact]
    public async Task A_model_that_takes_one_of_temperature_and_top_p_gets_the_temperature()
    {
        var taken = await AskedTwiceAsync(Drawn, asked => Has(asked, "temperature") && Has(asked, "top_p") ? "`temperature` and `top_p` cannot both be specified for this model. Please use only one." : null, 1);

        Assert.All(taken, asked => Assert.Equal((0.5, false), (asked.GetProperty("temperature").GetDouble(), Has(asked, "top_p"))));
    }

    [Fact]
    public async Task How_hard_it_is_to_think_is_told_and_its_thoughts_are_asked_for()
    {
        var taken = await AskedTwiceAsync(Thoughtful, _ => null, 0);

        Assert.All(taken, asked => Assert.Equal(
            ("adaptive", "summarized", "medium", false, 4096 + 8192),
            (asked.GetProperty("thinking").GetProperty("type").GetString(), asked.GetProperty("thinking").GetProperty("display").GetString(), asked.GetProperty("output_config").GetProperty("effort").GetString(), Has(asked, "temperature"), asked.GetProperty("max_tokens").GetInt32())));
    }

    [Fact]
    public async Task A_model_that_wants_to_know_how_many_tokens_it_may_think_is_told()
    {
        var taken = await AskedTwiceAsync(
            Thoughtful, asked => AnthropicRules.Text(asked.GetProperty("thinking"), "type") == "adaptive" ? "thinking: Input tag 'adaptive' found using 'type' does not match any of the expected tags: 'disabled', 'enabled'" : null, 1);

        Assert.All(taken, asked => Assert.Equal(("enabled", 8192), (asked.GetProperty("thinking").GetProperty("type").GetString(), asked.GetProperty("thinking").GetProperty("budget_tokens").GetInt32())));
    }

    [Fact]
    public async Task A_model_that_does_not_think_is_asked_as_before()
    {
        var taken = await AskedTwiceAsync(Thoughtful, asked => Has(asked, "thinking") ? "Thinking is not supported on this model." : null, 2);

        Assert.All(taken, asked => Assert.Equal((false, 0d), (Has(asked, "thinking"), asked.GetProperty("temperature").GetDouble())));
    }

    [Fact]
    public async Task A_strict_tool_is_strict_and_its_schema_closed_and_where_a_model_takes_none_it_is_a_tool_like_others()
    {
        var strict = (await AskedTwiceAsync(Strict, _ => null, 0))[0].GetProperty("tools")[0];
        var plain = (await AskedTwiceAsync(Strict, asked => Has(asked.GetProperty("tools")[0], "strict") ? "tools.0.custom.strict: Extra inputs are not permitted" : null, 1))[0].GetProperty("tools")[0];

        Assert.True(strict.GetProperty("strict").GetBoolean());
        Assert.False(strict.GetProperty("input_schema").GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(3, plain.GetProperty("input_schema").GetProperty("properties").GetProperty("a").GetProperty("minLength").GetInt32());
    }

    [Theory]
    [InlineData("""{"model":"claude","reasoning_effort":"high","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required"}""")]
    [InlineData("""{"model":"claude","reasoning_effort":"high","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Well,"}]}""")]
    [InlineData("""{"model":"claude","reasoning_effort":"high","messages":[{"role":"user","content":"Hi"},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"x"}]}""")]
    [InlineData("""{"model":"claude","reasoning_effort":"high","messages":[{"role":"user","content":"Hi"}],"max_tokens":7}""")]
    public async Task Where_it_may_not_think_it_is_not_asked_to(string request)
    {
        var (house, anthropic) = await StrictAnthropic.OpenAsync();
        await using var _ = house;

        Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(request)).Status);

        Assert.Empty(anthropic.Refused);
    }

    /// <summary>What was taken of the same request asked whole and streamed, and how often the model said no to begin with.</summary>
    private static async Task<JsonElement[]> AskedTwiceAsync(string request, Func<JsonElement, string?> dislikes, int refused)
    {
        var (house, anthropic) = await StrictAnthropic.OpenAsync("--Inference:Cache:Enabled=false");
        await using var _ = house;
        anthropic.Dislikes = dislikes;
        foreach (var body in (string[])[request, request.Replace("\"messages\"", "\"stream\":true,\"messages\"", StringComparison.Ordinal)])
            Assert.Equal(HttpStatusCode.OK, (await house.ChatAsync(body)).Status);
        Assert.Equal(refused, anthropic.Refused.Count);
        Assert.Equal(2, anthropic.Taken.Count);
        return [.. anthropic.Taken];
    }

    private static bool Has(JsonElement asked, string member) => asked.TryGetProperty(member, out _);
}
