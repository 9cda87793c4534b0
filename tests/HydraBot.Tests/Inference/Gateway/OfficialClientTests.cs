using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using HydraBot.Tests.Doors.Http;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>OpenAI's own client for .NET, over HTTP, finds in the gateway what it knows from OpenAI.</summary>
public sealed class OfficialClientTests
{
    private const string Weather = """{"city":"Oslo"}""";

    private static readonly ChatTool Tool = ChatTool.CreateFunctionTool("get_weather", "The weather of a city", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_chats()
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Serve = (context, _) => context.JsonAsync(Whole("""{"role":"assistant","content":"Forty-two."}""", "stop"));

        var answer = (await Client(house).GetChatClient("small").CompleteChatAsync([new SystemChatMessage("Be short."), new UserChatMessage("What is it?")], cancellationToken: Stop)).Value;

        Assert.Equal(("Forty-two.", ChatFinishReason.Stop, "small"), (answer.Content.Single().Text, answer.FinishReason, answer.Model));
        Assert.Equal((11, 7), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task It_streams_and_hears_each_word_and_the_tokens_at_the_end()
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Answer = exchange => exchange.SayAsync("Forty", "-", "two.");

        var updates = await AllAsync(Client(house).GetChatClient("hydra/fixed").CompleteChatStreamingAsync([new UserChatMessage("What is it?")], cancellationToken: Stop));

        Assert.Equal(["Forty", "-", "two."], updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text));
        Assert.Equal(ChatFinishReason.Stop, updates.Single(update => update.FinishReason is not null).FinishReason);
        Assert.Equal(7, updates.Single(update => update.Usage is not null).Usage.OutputTokenCount);
    }

    [Fact]
    public async Task It_calls_tools_and_tells_what_they_gave()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var call = $$$"""{"id":"t1","type":"function","function":{"name":"get_weather","arguments":{{{JsonSerializer.Serialize(Weather)}}}}}""";
        house.Server.Serve = (context, _) => context.JsonAsync(house.Server.Bodies.Count == 1
            ? Whole($$"""{"role":"assistant","content":null,"tool_calls":[{{call}}]}""", "tool_calls")
            : Whole("""{"role":"assistant","content":"It rains."}""", "stop"));
        var chat = Client(house).GetChatClient("small");
        var question = new UserChatMessage("How is the weather in Oslo?");

        var wish = (await chat.CompleteChatAsync([question], new ChatCompletionOptions { Tools = { Tool } }, Stop)).Value;
        var answer = (await chat.CompleteChatAsync([question, new AssistantChatMessage(wish), new ToolChatMessage("t1", "rain")], new ChatCompletionOptions { Tools = { Tool } }, Stop)).Value;

        Assert.Equal(ChatFinishReason.ToolCalls, wish.FinishReason);
        Assert.Equal(("t1", "get_weather", Weather), (wish.ToolCalls.Single().Id, wish.ToolCalls.Single().FunctionName, wish.ToolCalls.Single().FunctionArguments.ToString()));
        Assert.Equal("It rains.", answer.Content.Single().Text);
        var told = JsonElement.Parse(house.Server.Bodies.Last()).GetProperty("messages").EnumerateArray().Last();
        Assert.Equal(("tool", "t1"), (told.GetProperty("role").GetString(), told.GetProperty("tool_call_id").GetString()));
    }

    [Fact]
    public async Task It_puts_the_pieces_of_a_streamed_tool_call_together()
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(Delta("""{"role":"assistant","tool_calls":[{"index":0,"id":"t1","type":"function","function":{"name":"get_weather","arguments":""}}]}"""));
            foreach (var piece in Weather.Chunk(4))
                await context.SendAsync(Delta($$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{JsonSerializer.Serialize(new string(piece))}}}}}]}"""));
            await context.SendAsync(Delta("{}", "\"tool_calls\"") + "data: [DONE]\n\n");
        };

        var updates = await AllAsync(Client(house).GetChatClient("small").CompleteChatStreamingAsync([new UserChatMessage("Oslo?")], new ChatCompletionOptions { Tools = { Tool } }, Stop));

        var pieces = updates.SelectMany(update => update.ToolCallUpdates).ToArray();
        Assert.Equal(("t1", "get_weather"), (pieces[0].ToolCallId, pieces[0].FunctionName));
        Assert.Equal(Weather, string.Concat(pieces.Select(piece => piece.FunctionArgumentsUpdate?.ToString())));
        Assert.Equal(ChatFinishReason.ToolCalls, updates[^1].FinishReason);
    }

    [Fact]
    public async Task It_embeds()
    {
        await using var house = await GatewayHouse.OpenAsync();
        float[] vector = [1, -0.5f, 0.25f];
        var coded = Convert.ToBase64String(vector.SelectMany(BitConverter.GetBytes).ToArray());
        house.Server.Serve = (context, _) => context.JsonAsync($$$"""{"object":"list","model":"small","data":[{"object":"embedding","index":0,"embedding":"{{{coded}}}"}],"usage":{"prompt_tokens":2,"total_tokens":2}}""");

        var answer = (await Client(house).GetEmbeddingClient("small").GenerateEmbeddingsAsync(["a"], cancellationToken: Stop)).Value;

        Assert.Equal(vector, answer.Single().ToFloats().ToArray());
        Assert.Equal(2, answer.Usage.InputTokenCount);
    }

    [Fact]
    public async Task It_lists_the_models()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var models = Client(house).GetOpenAIModelClient();

        Assert.Contains("small", (await models.GetModelsAsync(Stop)).Value.Select(model => model.Id));
        Assert.Equal("attic", (await models.GetModelAsync("small", Stop)).Value.OwnedBy);
    }

    [Theory]
    [InlineData("small", "wrong-key-0123456789", 401, "invalid_api_key")]
    [InlineData("none", DoorHouse.OwnerKey, 404, "model_not_found")]
    [InlineData("small", DoorHouse.OwnerKey, 400, "context_length_exceeded")]
    [InlineData("small", DoorHouse.ViewerKey, 403, "model_not_allowed")]
    public async Task It_throws_errors_with_their_status_and_code(string model, string key, int status, string code)
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Gateway:Keys:eye:Models:0=large");
        house.Server.Serve = (context, _) => context.JsonAsync("""{"error":{"message":"too long","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", 400);
        var chat = Client(house, key).GetChatClient(model);

        var whole = await Assert.ThrowsAsync<ClientResultException>(() => chat.CompleteChatAsync([new UserChatMessage("Hello?")], cancellationToken: Stop));
        var streamed = await Assert.ThrowsAsync<ClientResultException>(() => AllAsync(chat.CompleteChatStreamingAsync([new UserChatMessage("Hello?")], cancellationToken: Stop)));

        Assert.All([whole, streamed], error => Assert.Equal(status, error.Status));
        Assert.All([whole, streamed], error => Assert.Contains(code, error.Message, StringComparison.Ordinal));
    }

    private static OpenAIClient Client(GatewayHouse house, string key = DoorHouse.OwnerKey)
    {
        using var http = house.Door.Client();
        return new OpenAIClient(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(http.BaseAddress!, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });
    }

    private static async Task<List<StreamingChatCompletionUpdate>> AllAsync(AsyncCollectionResult<StreamingChatCompletionUpdate> stream)
    {
        var updates = new List<StreamingChatCompletionUpdate>();
        await foreach (var update in stream.WithCancellation(Stop))
            updates.Add(update);
        return updates;
    }

    private static string Whole(string message, string finish) =>
        $$$"""{"id":"a","object":"chat.completion","created":1,"model":"small","choices":[{"index":0,"message":{{{message}}},"logprobs":null,"finish_reason":"{{{finish}}}"}],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}""";

    private static string Delta(string delta, string finish = "null") =>
        $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"small","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finish}}}]}""" + "\n\n";
}
