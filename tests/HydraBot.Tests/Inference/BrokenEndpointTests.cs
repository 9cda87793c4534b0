using HydraBot.Governance.Operations;
using HydraBot.Inference;
using HydraBot.Testing.Models;
using HydraBot.Testing.Road;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Inference;

public class BrokenEndpointTests
{
    private const string Question = """{"prompt": "Hello?"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_is_cut_keeps_what_came_and_says_so()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        var heard = new TaskCompletionSource();
        server.Answer = async exchange =>
        {
            // A reset throws away what was not read yet, so it comes when something was.
            while (!heard.Task.IsCompleted && !Token.IsCancellationRequested)
                await exchange.WordAsync("half ");
            exchange.Break();
        };
        await using var road = await HouseAsync(server.Url);

        var (card, value) = await road.DoneAsync("chat", Question, progress: _ => heard.TrySetResult());

        Assert.Matches("^(half )+\n\n⚠️ The answer broke off: ", card.Text);
        Assert.Equal(CardSeverity.Warning, card.Severity);
        Assert.Matches("^(half )+$", value.GetProperty("text").GetString());
        Assert.False(value.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task A_stream_that_ends_without_an_end_is_not_taken_for_a_whole_answer()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = exchange => exchange.WordAsync("The first half, and");
        await using var road = await HouseAsync(server.Url);

        var (card, _) = await road.DoneAsync("chat", Question);

        Assert.EndsWith("⚠️ The answer broke off: the connection ended before the answer did.", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_inside_the_stream_is_shown()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = async exchange =>
        {
            await exchange.WordAsync("Well");
            await exchange.EventAsync("""{"error": {"message": "CUDA out of memory", "code": 500}}""");
        };
        await using var road = await HouseAsync(server.Url);

        var (card, _) = await road.DoneAsync("chat", Question);

        Assert.Contains("it says: CUDA out of memory", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_in_the_stream_ends_the_answer_and_is_named()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = async exchange =>
        {
            await exchange.WordAsync("Well");
            await exchange.EventAsync("{\"choices\": [{]");
        };
        await using var road = await HouseAsync(server.Url);

        var (card, _) = await road.DoneAsync("chat", Question);

        Assert.Contains("⚠️ The answer broke off: what it sends is no JSON", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_was_too_long_for_the_model_says_so()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = async exchange =>
        {
            await exchange.WordAsync("Once upon a time");
            await exchange.EndAsync("length");
        };
        await using var road = await HouseAsync(server.Url);

        var (card, _) = await road.DoneAsync("chat", Question);

        Assert.Contains("the model reached its length limit", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_stands_still_is_given_up()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = async exchange =>
        {
            await exchange.WordAsync("Well");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, exchange.Gone);
        };
        await using var road = await HouseAsync(server.Url, ("Inference:StallTimeout", "00:00:03"));

        var (card, _) = await road.DoneAsync("chat", Question);

        Assert.Contains("no answer in 3 s", card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_word_that_never_comes_is_given_up_and_the_address_named()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = exchange => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, exchange.Gone);
        await using var road = await HouseAsync(server.Url, ("Inference:StallTimeout", "00:00:00.5"));

        var message = await road.FailedAsync("chat", Question);

        Assert.Contains($"{server.Url} (attic): small: no answer in 0.5 s", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, """{"error": {"message": "bad key"}}""", "refuses the key (401)")]
    [InlineData(429, "{}", "had enough for now (429)")]
    [InlineData(500, """{"error": {"message": "no such tensor"}}""", "no such tensor")]
    [InlineData(200, "<html>Welcome</html>", "no JSON that a language model would")]
    public async Task A_refusal_is_put_into_words(int status, string body, string words)
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = exchange => exchange.RefuseAsync(status, body);
        await using var road = await HouseAsync(server.Url);

        Assert.Contains(words, await road.FailedAsync("chat", Question), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_before_its_first_word_is_answered_by_the_next_endpoint()
    {
        await using var broken = await FakeModelServer.StartAsync(Token);
        await using var sound = await FakeModelServer.StartAsync(Token);
        broken.Answer = exchange => exchange.RefuseAsync(503, "{}");
        await using var road = await HouseAsync(broken.Url, ("Inference:Endpoints:1:Url", sound.Url), ("Inference:Endpoints:1:Name", "cellar"));

        var (_, value) = await road.DoneAsync("chat", Question);

        Assert.Equal("cellar", value.GetProperty("endpoint").GetString());
        Assert.Single(broken.Asked);
    }

    [Fact]
    public async Task When_none_answers_each_address_is_named_with_its_reason_and_how_to_set_one()
    {
        await using var refusing = await FakeModelServer.StartAsync(Token);
        refusing.ListModels = context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        };
        await using var road = await HouseAsync("http://127.0.0.1:1/v1", ("Inference:Endpoints:1:Url", refusing.Url));

        var message = await road.FailedAsync("chat", Question);

        Assert.Contains("http://127.0.0.1:1/v1 (attic): connection refused", message, StringComparison.Ordinal);
        Assert.Contains($"{refusing.Url} (127.0.0.1:{refusing.Port}): it refuses the key", message, StringComparison.Ordinal);
        Assert.Contains("Inference:Endpoints:0:Url", message, StringComparison.Ordinal);
        Assert.Contains("Inference__Endpoints__0__Url", message, StringComparison.Ordinal);
    }

    private static Task<TestRoad> HouseAsync(string url, params (string, string)[] settings) => Rooms.BuildAsync(
        builder => builder.AddInference(), [("Inference:Endpoints:0:Url", url), ("Inference:Endpoints:0:Name", "attic"), ("Inference:ProbeTimeout", "00:00:30"), .. settings]);
}
