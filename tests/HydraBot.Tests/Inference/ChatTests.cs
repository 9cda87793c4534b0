using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Inference;
using HydraBot.Testing.Models;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Inference;

public class ChatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_the_whole_text_with_who_gave_it_and_what_it_took()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.Answer = exchange => exchange.SayAsync("It is ", "**up**", ".");
        await using var road = await HouseAsync(server);

        var (card, value) = await road.DoneAsync("chat", """{"prompt": "How is the server?"}""", AccessLevel.Viewer);

        Assert.True(card.Plain);
        Assert.Equal("It is **up**.", card.Text);
        Assert.Equal("It is **up**.", value.GetProperty("text").GetString());
        Assert.Equal(("small", "attic"), (value.GetProperty("model").GetString(), value.GetProperty("endpoint").GetString()));
        Assert.Equal((11, 7), (value.GetProperty("inputTokens").GetInt32(), value.GetProperty("outputTokens").GetInt32()));
        Assert.True(value.GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task While_it_is_written_the_whole_text_so_far_is_told()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        var first = new TaskCompletionSource();
        server.Answer = async exchange =>
        {
            // A word at a time until somebody has been told, then the end: no clock is needed.
            for (var told = false; !told; told = first.Task.IsCompleted)
            {
                await exchange.WordAsync("word ");
                await Task.Yield();
            }

            await exchange.SayAsync("end");
        };
        await using var road = await HouseAsync(server);
        var texts = new List<string>();

        var (card, _) = await road.DoneAsync("chat", Prompt("Talk."), progress: progress =>
        {
            texts.Add(progress.Text);
            first.TrySetResult();
        });

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.StartsWith(text, card.Text, StringComparison.Ordinal));
        Assert.All(texts.Zip(texts.Skip(1)), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_follow_up_is_asked_with_what_was_said_before_and_nobody_elses_is()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(server);

        await road.DoneAsync("chat", Prompt("My cat is called Ada."), caller: "alice");
        await road.DoneAsync("chat", Prompt("What is her name?"), caller: "alice");
        await road.DoneAsync("chat", Prompt("Who am I?"), caller: "bob");

        var asked = server.Asked.Select(Said).ToArray();
        Assert.Equal(["My cat is called Ada."], asked[0]);
        Assert.Equal(["My cat is called Ada.", "Hello.", "What is her name?"], asked[1]);
        Assert.Equal(["Who am I?"], asked[2]);
    }

    [Fact]
    public async Task A_fresh_start_forgets()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(server);

        await road.DoneAsync("chat", Prompt("One."));
        await road.DoneAsync("chat", """{"prompt": "Two.", "fresh": true}""");
        await road.DoneAsync("chat", Prompt("Three."));

        Assert.Equal(["Two.", "Hello.", "Three."], Said(server.Asked.Last()));
    }

    [Fact]
    public async Task A_conversation_is_forgotten_after_half_an_hour()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        var clock = new FakeTimeProvider();
        await using var road = await HouseAsync(server, clock);

        await road.DoneAsync("chat", Prompt("One."));
        clock.Advance(TimeSpan.FromMinutes(29));
        await road.DoneAsync("chat", Prompt("Two."));
        clock.Advance(TimeSpan.FromMinutes(31));
        await road.DoneAsync("chat", Prompt("Three."));

        Assert.Equal([1, 3, 1], server.Asked.Select(asked => Said(asked).Length));
    }

    [Fact]
    public async Task A_conversation_keeps_its_last_ten_turns()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(server);

        for (var turn = 1; turn <= 12; turn++)
            await road.DoneAsync("chat", Prompt($"Turn {turn}."));

        var last = Said(server.Asked.Last());
        Assert.Equal((10 * 2) + 1, last.Length);
        Assert.Equal("Turn 2.", last[0]);
    }

    [Fact]
    public async Task The_model_is_told_who_it_is_and_that_what_people_write_is_data()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(server);

        await road.DoneAsync("chat", Prompt("Hello?"));

        var system = Assert.Single(server.Asked).GetProperty("messages")[0];
        Assert.Equal("system", system.GetProperty("role").GetString());
        Assert.Contains("HydraBot", system.GetProperty("content").GetString(), StringComparison.Ordinal);
        Assert.Contains("data", system.GetProperty("content").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_in_a_question_do_not_leave_the_house()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(server);

        await road.DoneAsync("chat", Prompt("Why does password=hunter2hunter2 not work?"));

        Assert.DoesNotContain("hunter2", Assert.Single(server.Asked).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_was_asked_for_is_taken_and_suggested()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.ModelNames = ["nomic-embed-text", "small", "large"];
        await using var road = await HouseAsync(server);

        await road.DoneAsync("chat", """{"prompt": "Hello?", "model": "Large"}""");
        await road.DoneAsync("chat", Prompt("Hello?"));

        Assert.Equal(["large", "small"], server.Asked.Select(asked => asked.GetProperty("model").GetString()));
        Assert.Equal(["large"], await road.SuggestAsync("chat", "model", "la"));
    }

    [Fact]
    public async Task An_unknown_model_is_answered_with_those_that_there_are()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        server.ModelNames = ["small", "large"];
        await using var road = await HouseAsync(server);

        var message = await road.FailedAsync("chat", """{"prompt": "Hello?", "model": "huge"}""");

        Assert.StartsWith("No endpoint has a model 'huge'. There are: `small`, `large`; ", message, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Theory]
    [InlineData("""{"prompt": "  "}""")]
    [InlineData("""{"prompt": ""}""")]
    [InlineData("{}")]
    public async Task A_question_without_words_is_not_asked(string arguments)
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        await using var road = await HouseAsync(server);

        Assert.IsNotType<OperationOutcome.Done>(await road.RunAsync("chat", arguments));

        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Who_goes_away_is_not_answered_and_the_model_is_told_to_stop()
    {
        await using var server = await FakeModelServer.StartAsync(Token);
        using var patience = new CancellationTokenSource();
        var gone = new TaskCompletionSource();
        server.Answer = async exchange =>
        {
            exchange.Gone.Register(() => gone.TrySetResult());
            await exchange.WordAsync("Well, ");
            await patience.CancelAsync();
            await gone.Task;
        };
        await using var road = await HouseAsync(server);

        var outcome = await road.RunAsync("chat", Prompt("Hello?"), patience: patience);

        Assert.IsType<OperationOutcome.Cancelled>(outcome);
        await gone.Task.WaitAsync(Token);
    }

    private static string Prompt(string text) => JsonSerializer.Serialize(new { prompt = text });

    /// <summary>What was said, without the instructions.</summary>
    private static string[] Said(JsonElement asked) =>
        [.. asked.GetProperty("messages").EnumerateArray().Skip(1).Select(message => message.GetProperty("content").GetString()!)];

    private static Task<TestRoad> HouseAsync(FakeModelServer server, TimeProvider? clock = null) => Rooms.BuildAsync(
        builder =>
        {
            builder.AddInference();
            if (clock is not null)
                builder.Services.AddSingleton(clock);
        },
        ("Inference:Endpoints:0:Url", server.Url),
        ("Inference:Endpoints:0:Name", "attic"),
        ("Inference:ProbeTimeout", "00:00:30"));
}
