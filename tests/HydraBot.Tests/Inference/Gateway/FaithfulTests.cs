using System.Net;
using System.Text;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Inference.Gateway;

/// <summary>Programs that speak OpenAI's API get what the backend said, and the backend gets what they said.</summary>
public sealed class FaithfulTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_and_its_answer_go_through_byte_by_byte_with_members_that_nobody_knows()
    {
        await using var house = await GatewayHouse.OpenAsync();
        const string Question = """{ "model": "small", "messages":[{"role":"user","content":[{"type":"text","text":"Grüße"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}], "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{}}}, "x_vendor": {"a": [1, 2.50, 1e3]} }""";
        const string Reply = """{"id":"a","object":"chat.completion","created":7,"model":"small-2","choices":[{"index":0,"message":{"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{\"a\": 1}"}}]},"logprobs":null,"finish_reason":"tool_calls"}],  "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"x":1},"system_fingerprint":"fp","timings":{"ms":1.50}}""";
        house.Server.Serve = (context, _) => context.JsonAsync(Reply);

        var answer = await house.ChatAsync(Question);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Reply, answer.Text);
        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal(Question, Encoding.UTF8.GetString(Assert.Single(house.Server.Bodies)));
        Assert.Equal("Bearer backend-key-attic", Assert.Single(house.Server.Headers)["Authorization"]);
        Assert.Equal("attic", answer.Headers.GetValues("X-HydraBot-Endpoint").Single());
    }

    [Fact]
    public async Task A_stream_goes_through_as_it_was_written_whatever_stands_in_it()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var stream = ": ping\n\n" + Answering.Word("Grüße ") + "event: x\nid: 7\n" + Answering.Word("\\ud83d\\ude00").Replace("data: ", "data:", StringComparison.Ordinal)
            + """data: {"id":"c1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{"}}]},"finish_reason":null}],"x":{"y":[1]}}""" + "\r\n\r\n"
            + """data: {"id":"c1","choices":[{"index":0,"delta":{"reasoning_content":"hm"},"finish_reason":"stop"}]}""" + "\n\n"
            + """data: {"id":"c1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}""" + "\n\ndata: [DONE]\n\n";
        house.Server.Serve = async (context, _) =>
        {
            // Cut anywhere, in the middle of letters too.
            foreach (var part in Encoding.UTF8.GetBytes(stream).Chunk(7))
                await context.SendAsync(part);
        };

        var answer = await house.ChatAsync(GatewayHouse.HelloStreamed);

        Assert.Equal("text/event-stream", answer.MediaType);
        Assert.Equal(stream, answer.Text);
    }

    [Fact]
    public async Task Each_word_arrives_when_it_was_written_and_not_at_the_end()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var heard = new TaskCompletionSource();
        house.Server.Serve = async (context, _) =>
        {
            await context.SendAsync(Answering.Word("one"));
            await heard.Task.WaitAsync(Stop);
            await context.SendAsync(Answering.End);
        };

        using var response = await house.BeginAsync(GatewayHouse.HelloStreamed, Stop);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        Assert.Contains("one", await lines.ReadLineAsync(Stop), StringComparison.Ordinal);
        heard.SetResult();
        Assert.EndsWith("data: [DONE]\n\n", await lines.ReadToEndAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_house_chooses_the_models_name_alone_is_put_in()
    {
        await using var house = await GatewayHouse.OpenAsync();

        await house.ChatAsync("""{"temperature" : 0.70, "model" : "hydra" , "stream":true,"messages":[]}""");
        await house.ChatAsync("""{ "stream":true,"messages":[]}""");
        await house.ChatAsync("""{"model":"attic/SMALL","stream":true,"messages":[]}""");

        Assert.Equal(
            ["""{"temperature" : 0.70, "model" : "small" , "stream":true,"messages":[]}""", """{"model":"small", "stream":true,"messages":[]}""", """{"model":"small","stream":true,"messages":[]}"""],
            house.Server.Bodies.Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task Embeddings_and_completions_have_their_own_pages()
    {
        await using var house = await GatewayHouse.OpenAsync();
        var paths = new List<string>();
        house.Server.Serve = (context, _) =>
        {
            paths.Add(context.Request.Path);
            return context.JsonAsync("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPw=="}],"model":"small","choices":[{"index":0,"text":"b","finish_reason":"stop"}],"usage":{"prompt_tokens":2,"total_tokens":2}}""");
        };

        var embedding = await house.ChatAsync("""{"model":"small","input":["a"],"encoding_format":"base64"}""", path: "/v1/embeddings");
        await house.ChatAsync("""{"model":"small","prompt":"a"}""", path: "/v1/completions");

        Assert.Contains("AACAPw==", embedding.Text, StringComparison.Ordinal);
        Assert.Equal(["/v1/embeddings", "/v1/completions"], paths);
    }

    [Fact]
    public async Task A_backend_that_does_not_stream_is_streamed()
    {
        await using var house = await GatewayHouse.OpenAsync();
        house.Server.Serve = (context, _) => context.JsonAsync("""{"id":"a","object":"chat.completion","created":7,"model":"small","choices":[{"index":0,"message":{"role":"assistant","content":"All at once."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}""");

        var answer = await house.ChatAsync(GatewayHouse.HelloStreamed);

        Assert.Equal("text/event-stream", answer.MediaType);
        Assert.Equal("All at once.", Answering.Said(answer.Text));
        Assert.EndsWith("data: [DONE]\n\n", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_models_are_listed_each_once_and_the_policies_of_the_house()
    {
        await using var house = await GatewayHouse.OpenAsync(2);
        house.Servers[1].ModelNames = ["small", "large"];

        var list = await house.Door.GetAsync("/v1/models");
        var one = await house.Door.GetAsync("/v1/models/large");
        var none = await house.Door.GetAsync("/v1/models/none");

        Assert.Equal("list", list.Json.GetProperty("object").GetString());
        var ids = list.Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ToArray();
        Assert.Equal(["small", "large", "hydra/fixed", "hydra/cheapest", "hydra/fastest", "hydra/least-busy", "hydra/learned"], ids);
        Assert.Equal(("large", "model", "cellar"), (one.Json.GetProperty("id").GetString(), one.Json.GetProperty("object").GetString(), one.Json.GetProperty("owned_by").GetString()));
        none.IsError(HttpStatusCode.NotFound, "model_not_found");
    }

    [Theory]
    [InlineData("{", "invalid_request")]
    [InlineData("[]", "invalid_request")]
    [InlineData("""{"model":1}""", "invalid_request")]
    [InlineData("""{"model":"a","model":"b"}""", "invalid_request")]
    [InlineData("""{"model":"small","stream":"yes"}""", "invalid_request")]
    public async Task What_cannot_be_understood_is_an_error_in_OpenAIs_shape(string body, string code)
    {
        await using var house = await GatewayHouse.OpenAsync();
        (await house.ChatAsync(body)).IsError(HttpStatusCode.BadRequest, code);
        Assert.Empty(house.Server.Bodies);
    }

    [Fact]
    public async Task Errors_of_door_house_and_backend_have_OpenAIs_shape()
    {
        await using var house = await GatewayHouse.OpenAsync();
        const string Words = """{"error":{"message":"max_tokens is too large","type":"invalid_request_error","param":"max_tokens","code":"x","inner":[1]}}""";
        house.Server.Serve = (context, _) => context.JsonAsync(Words, 400);

        (await house.ChatAsync(key: "wrong-key-0123456789")).IsError(HttpStatusCode.Unauthorized, "invalid_api_key");
        (await house.ChatAsync(key: null)).IsError(HttpStatusCode.Unauthorized, "invalid_api_key");
        (await house.ChatAsync("""{"model":"none","messages":[]}""")).IsError(HttpStatusCode.NotFound, "model_not_found");
        (await house.ChatAsync("""{"model":"hydra/none","messages":[]}""")).IsError(HttpStatusCode.NotFound, "model_not_found");
        var refused = await house.ChatAsync();
        Assert.Equal((HttpStatusCode.BadRequest, Words), (refused.Status, refused.Text));
        Assert.Single(house.Server.Bodies);
    }
}
