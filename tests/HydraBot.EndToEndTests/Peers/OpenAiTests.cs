using System.Text.Json.Nodes;
using HydraBot.Testing;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>OpenAI's own client for JavaScript talks through the gateway with a mock of the API that nobody here wrote.</summary>
public sealed class OpenAiTests : IAsyncLifetime
{
    private PeerProcess? _mock;
    private InferenceHouse? _house;

    private static string Folder => PeerProcess.FolderOf("openai");

    public async ValueTask InitializeAsync()
    {
        Parts.Require(Directory.Exists(Path.Combine(Folder, "node_modules", "openai")), "OpenAI's client is not installed: npm ci --prefix tests/HydraBot.EndToEndTests/Peers/openai");
        _mock = PeerProcess.StartIn(Folder, "mock.mjs");
        var url = (await _mock.SaidAsync("ready"))["value"]!.GetValue<string>();
        _house = await InferenceHouse.OpenAsync($"--Inference:Endpoints:0:Url={url}/v1", "--Inference:Endpoints:0:Models:0=gpt-4o", "--Inference:Endpoints:0:Models:1=text-embedding-3-small");
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
            await _house.DisposeAsync();
        if (_mock is not null)
            await _mock.DisposeAsync();
    }

    [Fact]
    public async Task OpenAIs_own_client_chats_streams_calls_tools_embeds_and_understands_every_error()
    {
        await using var client = PeerProcess.StartIn(Folder, "client.mjs", ("BASE_URL", $"{_house!.Url}/v1"), ("API_KEY", InferenceHouse.Key));
        const string Answer = "The answer is forty-two, and it is streamed in pieces.";
        async Task<JsonNode> Said(string what) => (await client.SaidAsync(what))["value"]!;

        Assert.Contains("gpt-4o", (await Said("models")).AsArray().Select(model => model!.GetValue<string>()));
        var whole = await Said("whole");
        Assert.Equal((Answer, "stop", "number", "chat.completion"), (Text(whole, "text"), Text(whole, "finish"), Text(whole, "usage"), Text(whole, "object")));
        var streamed = await Said("streamed");
        Assert.Equal((Answer, "stop", true), (Text(streamed, "text"), Text(streamed, "finish"), streamed["several"]!.GetValue<bool>()));
        Assert.Equal(Answer, Text(await Said("helper"), "text"));
        foreach (var what in (string[])["tool", "toolStream"])
        {
            var tool = await Said(what);
            Assert.Equal(("get_weather", "Oslo"), (Text(tool, "name"), Text(tool["arguments"]!, "city")));
        }

        var embedding = await Said("embedding");
        Assert.Equal("number", Text(embedding, "number"));
        Assert.True(embedding["length"]!.GetValue<int>() >= 8);

        await Thrown("noModel", "NotFoundError", 404, "model_not_found");
        await Thrown("noKey", "AuthenticationError", 401, "invalid_api_key");
        await Thrown("refused", "BadRequestError", 400, null);
        await Thrown("badBody", "BadRequestError", 400, "invalid_request");

        async Task Thrown(string what, string type, int status, string? code)
        {
            var error = await Said(what);
            Assert.True(error["thrown"]!.GetValue<bool>(), what);
            Assert.Equal((type, status), (Text(error, "class"), error["status"]!.GetValue<int>()));
            if (code is not null)
                Assert.Equal(code, Text(error, "code"));
        }
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
