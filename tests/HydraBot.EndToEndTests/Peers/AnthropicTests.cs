using System.Net;
using System.Text.Json.Nodes;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>Programs that speak OpenAI's API, and conversations of the house, are answered by a mock of Anthropic's API that nobody here wrote.</summary>
public sealed class AnthropicTests : IAsyncLifetime
{
    private const string Chat = "/v1/chat/completions";
    private const string Answer = "The answer is forty-two, and it is streamed in pieces.";
    private const string Tools = """[{"type":"function","function":{"name":"weather_now","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]""";

    private PeerProcess? _mock;
    private InferenceHouse? _house;

    private static string Folder => PeerProcess.FolderOf("claude");

    public async ValueTask InitializeAsync()
    {
        Parts.Require(Directory.Exists(Path.Combine(Folder, "node_modules", "@copilotkit", "aimock")), "The mock of Anthropic's API is not installed: npm ci --prefix tests/HydraBot.EndToEndTests/Peers/claude");
        _mock = PeerProcess.StartIn(Folder, "messages.mjs");
        var url = (await _mock.SaidAsync("ready"))["value"]!.GetValue<string>();
        _house = await InferenceHouse.OpenAsync(
            $"--Inference:Endpoints:0:Url={url}/v1", "--Inference:Endpoints:0:Protocol=Anthropic", "--Inference:Endpoints:0:ApiKey=sk-ant-dummy-0123456789abcdefghij", "--Inference:Endpoints:0:Models:0=claude",
            "--Inference:Retries=0", "--Inference:Cache:Enabled=false");
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
            await _house.DisposeAsync();
        if (_mock is not null)
            await _mock.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_comes_whole_and_streamed_with_what_it_took()
    {
        var whole = (await AskAsync("""{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"plain question"}],"temperature":1.5}"""))["choices"]![0]!;
        var asked = (await _mock!.SaidAsync("asked"))["value"]!;
        var (_, stream) = await _house!.PostAsync(Chat, Request("""{"stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"plain question"}]}"""));

        Assert.Equal((Answer, "stop"), (whole["message"]!["content"]!.GetValue<string>(), whole["finish_reason"]!.GetValue<string>()));
        Assert.Equal(("system", "Be brief."), (asked["messages"]![0]!["role"]!.GetValue<string>(), asked["messages"]![0]!["content"]!.GetValue<string>()));
        Assert.Equal((1, 4096), (asked["temperature"]!.GetValue<double>(), asked["limit"]!.GetValue<int>()));
        Assert.Equal(Answer, string.Concat(Chunks(stream).Select(chunk => chunk["choices"]!.AsArray() is [{ } choice] ? choice["delta"]!["content"]?.GetValue<string>() : "")));
        Assert.Equal((21, 12), (Chunks(stream)[^1]["usage"]!["prompt_tokens"]!.GetValue<int>(), Chunks(stream)[^1]["usage"]!["completion_tokens"]!.GetValue<int>()));
        Assert.EndsWith("data: [DONE]\n\n", stream, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thoughts_are_passed_on_beside_the_answer()
    {
        var message = (await AskAsync("""{"messages":[{"role":"user","content":"hard question"}]}"""))["choices"]![0]!["message"]!;
        var (_, stream) = await _house!.PostAsync(Chat, Request("""{"stream":true,"messages":[{"role":"user","content":"hard question"}]}"""));

        Assert.Equal(("Forty-two.", "Let me think."), (message["content"]!.GetValue<string>(), message["reasoning_content"]!.GetValue<string>()));
        Assert.Equal("Let me think.", string.Concat(Chunks(stream).Select(chunk => chunk["choices"]![0]!["delta"]!["reasoning_content"]?.GetValue<string>())));
    }

    [Fact]
    public async Task A_tool_is_called_and_its_result_goes_back()
    {
        var message = (await AskAsync("""{"messages":[{"role":"user","content":"weather"}],"tools":<tools>}"""))["choices"]![0]!["message"]!.AsObject();
        var call = message["tool_calls"]![0]!;
        var (_, stream) = await _house!.PostAsync(Chat, Request("""{"stream":true,"messages":[{"role":"user","content":"weather"}],"tools":<tools>}"""));
        var next = Request("""{"messages":[{"role":"user","content":"weather"}],"tools":<tools>}""");
        next["messages"]!.AsArray().Add(message.DeepClone());
        next["messages"]!.AsArray().Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = call["id"]!.GetValue<string>(), ["content"] = "Rain in Oslo" });
        var (_, answered) = await _house.PostAsync(Chat, next);

        Assert.Equal(("weather_now", """{"city":"Oslo"}"""), (call["function"]!["name"]!.GetValue<string>(), call["function"]!["arguments"]!.GetValue<string>()));
        Assert.Equal("""{"city":"Oslo"}""", string.Concat(Chunks(stream).Select(chunk => chunk["choices"]![0]!["delta"]!["tool_calls"]?[0]?["function"]?["arguments"]?.GetValue<string>())));
        Assert.Equal("tool_calls", Chunks(stream)[^1]["choices"]![0]!["finish_reason"]!.GetValue<string>());
        Assert.Equal("The tool says: Rain in Oslo", JsonNode.Parse(answered)!["choices"]![0]!["message"]!["content"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_picture_is_taken()
    {
        var answer = await AskAsync("""{"messages":[{"role":"user","content":[{"type":"text","text":"picture"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]}""");

        Assert.Equal("A picture.", answer["choices"]![0]!["message"]!["content"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("wrong question", HttpStatusCode.BadRequest, "invalid_request_error", "prompt is too long")]
    [InlineData("too busy", HttpStatusCode.BadGateway, "backend_failed", "Overloaded")]
    [InlineData("too often", HttpStatusCode.TooManyRequests, "rate_limit_exceeded", "had enough")]
    public async Task Its_errors_are_told_in_OpenAIs_shape(string question, HttpStatusCode status, string code, string words)
    {
        var (response, text) = await _house!.PostAsync(Chat, Request("""{"messages":[{"role":"user","content":"<question>"}]}""".Replace("<question>", question, StringComparison.Ordinal)));
        using (response)
        {
            var error = JsonNode.Parse(text)!["error"]!.AsObject();
            Assert.Equal((status, code), (response.StatusCode, error["code"]!.GetValue<string>()));
            Assert.Contains(words, error["message"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.True(error.ContainsKey("param"));
            Assert.Equal(status == HttpStatusCode.TooManyRequests, response.Headers.RetryAfter is not null);
        }
    }

    [Fact]
    public async Task A_conversation_of_the_house_uses_its_tools_and_is_told_of_its_errors()
    {
        var (_, looked) = await _house!.PostAsync("/operations/chat", JsonNode.Parse("""{"prompt":"Tell me how the cache does"}""")!);
        var (_, busy) = await _house.PostAsync("/operations/chat", JsonNode.Parse("""{"prompt":"too busy","fresh":true}""")!);

        Assert.Contains("The tool says: <tool-result operation=\"inference.cache\">", JsonNode.Parse(looked)!["text"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("Overloaded", busy, StringComparison.Ordinal);
    }

    private async Task<JsonNode> AskAsync(string request)
    {
        var (response, text) = await _house!.PostAsync(Chat, Request(request));
        using (response)
            Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static JsonObject Request(string json)
    {
        var request = JsonNode.Parse(json.Replace("<tools>", Tools, StringComparison.Ordinal))!.AsObject();
        request["model"] = "claude";
        return request;
    }

    private static List<JsonNode> Chunks(string stream) =>
        [.. stream.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line["data: ".Length..])!)];
}
