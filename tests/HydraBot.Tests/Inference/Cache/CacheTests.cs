using System.Text.Json;
using HydraBot.Tests.Doors.Http;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference.Cache;

/// <summary>What was answered is answered again where it is right, and never where it only looks so.</summary>
public sealed class CacheTests
{
    private static readonly string[] Caching = ["--Inference:Cache:Enabled=true", "--Inference:Cache:ErrorBound=0.2"];

    [Fact]
    public async Task The_same_question_is_answered_once_by_a_model_and_then_by_the_cache_with_the_same_bytes()
    {
        await using var house = await OpenAsync();

        var first = await AskAsync(house, "Why is the sky blue?");
        var second = await AskAsync(house, "Why is  the sky blue?");
        var status = (await house.Door.GetAsync("/inference/cache")).Json;

        Assert.Equal(("miss", "exact"), (Mark(first), Mark(second)));
        Assert.Equal(first.Text, second.Text);
        Assert.Single(house.Server.Bodies);
        Assert.Equal((1, 1, 1), (status.GetProperty("hits").GetInt32(), status.GetProperty("exactHits").GetInt32(), status.GetProperty("misses").GetInt32()));
        Assert.Equal(18, status.GetProperty("savings").GetProperty("tokens").GetInt32());
    }

    [Fact]
    public async Task A_streamed_answer_is_streamed_again_and_a_whole_one_can_be()
    {
        await using var house = await OpenAsync();
        var streamed = await house.AskAsync(GatewayHouse.HelloStreamed);
        var again = await house.AskAsync(GatewayHouse.HelloStreamed);
        Assert.Equal(streamed.Text, again.Text);
        Assert.Equal("exact", Mark(again));

        house.Server.Serve = (context, _) => context.JsonAsync(Whole("All."));
        await AskAsync(house, "Why?");
        var turned = await house.AskAsync("""{"model":"small","messages":[{"role":"user","content":"Why?"}],"stream":true}""");
        Assert.Equal(("exact", "All."), (Mark(turned), Answering.Said(turned.Text)));
    }

    [Theory]
    [InlineData("reboot the comfyui container", true)]
    [InlineData("could you please restart the comfyui container?", true)]
    [InlineData("restart the grafana container", false)]
    [InlineData("stop the comfyui container", false)]
    [InlineData("do not restart the comfyui container", false)]
    [InlineData("restart the comfyui container on Monday", false)]
    [InlineData("restart the comfyui container 2 times", false)]
    public async Task Other_words_for_the_same_get_the_answer_and_what_only_looks_the_same_does_not(string other, bool hit)
    {
        await using var house = await OpenAsync();
        await AskAsync(house, "restart the comfyui container");
        var marks = new List<string?>();

        // One hit in fifty is asked all the same, so that entries go on learning.
        for (var turn = 0; turn < (hit ? 3 : 1); turn++)
            marks.Add(Mark(await AskAsync(house, other)));

        Assert.Equal(hit, marks.Any(mark => mark is "similar" or "exact") && marks[0] != "exact");
        if (!hit)
            Assert.Equal("miss", marks[0]);
    }

    [Theory]
    [InlineData("What time is it?")]
    [InlineData("Is the GPU hot right now?")]
    [InlineData("Wie spät ist es?")]
    [InlineData("Tell me a joke")]
    public async Task What_is_about_this_moment_is_never_kept(string question)
    {
        await using var house = await OpenAsync();
        Assert.Null(Mark(await AskAsync(house, question)));
        Assert.Null(Mark(await AskAsync(house, question)));
        Assert.Equal(2, house.Server.Bodies.Count);
    }

    [Fact]
    public async Task Another_key_model_system_prompt_history_or_tool_is_another_question()
    {
        await using var house = await OpenAsync();
        house.Server.ModelNames = ["small", "large"];
        string[] questions =
        [
            """{"model":"small","messages":[{"role":"user","content":"Why?"}]}""",
            """{"model":"large","messages":[{"role":"user","content":"Why?"}]}""",
            """{"model":"small","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"Why?"}]}""",
            """{"model":"small","messages":[{"role":"user","content":"Hm"},{"role":"assistant","content":"Yes"},{"role":"user","content":"Why?"}]}""",
            """{"model":"small","tools":[{"type":"function","function":{"name":"f"}}],"messages":[{"role":"user","content":"Why?"}]}""",
            """{"model":"small","temperature":0.5,"messages":[{"role":"user","content":"Why?"}]}""",
        ];

        foreach (var question in questions)
            Assert.Equal("miss", Mark(await house.AskAsync(question)));
        Assert.Equal("miss", Mark(await house.AskAsync(questions[0], DoorHouse.ViewerKey)));
        Assert.Equal("exact", Mark(await house.AskAsync(questions[0])));
    }

    [Fact]
    public async Task A_caller_can_do_without_the_cache_and_an_operator_can_empty_it()
    {
        await using var house = await OpenAsync();
        await AskAsync(house, "Why?");

        using (var fresh = await house.BeginAsync(Question("Why?"), TestContext.Current.CancellationToken, ("Cache-Control", "no-cache")))
            Assert.Equal("miss", fresh.Headers.GetValues("X-HydraBot-Cache").Single());
        using (var off = await house.BeginAsync(Question("Why?"), TestContext.Current.CancellationToken, ("Cache-Control", "no-store")))
            Assert.False(off.Headers.Contains("X-HydraBot-Cache"));
        Assert.Equal("exact", Mark(await AskAsync(house, "Why?")));
        await house.Door.PostAsync("/operations/inference.forget", "{}");
        Assert.Equal("miss", Mark(await AskAsync(house, "Why?")));
    }

    [Fact]
    public async Task Half_an_answer_a_cut_one_and_a_call_of_a_tool_are_not_kept()
    {
        await using var house = await OpenAsync();
        string[] answers =
        [
            """{"choices":[{"index":0,"message":{"role":"assistant","content":"Once"},"finish_reason":"length"}]}""",
            """{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""",
        ];
        foreach (var answer in answers)
        {
            house.Server.Serve = (context, _) => context.JsonAsync(answer);
            Assert.Equal("miss", Mark(await AskAsync(house, "Why?")));
            Assert.Equal("miss", Mark(await AskAsync(house, "Why?")));
        }
    }

    private static async Task<GatewayHouse> OpenAsync()
    {
        var house = await GatewayHouse.OpenAsync(1, Caching);
        house.Server.Serve = (context, body) => JsonElement.Parse(body).TryGetProperty("stream", out var streamed) && streamed.GetBoolean()
            ? context.SendAsync(Answering.Word("Hi.") + Answering.End)
            : context.JsonAsync(Whole("Because."));
        return house;
    }

    private static Task<Answer> AskAsync(GatewayHouse house, string text) => house.AskAsync(Question(text));

    private static string Question(string text) => $$"""{"model":"small","messages":[{"role":"user","content":{{JsonSerializer.Serialize(text)}}}]}""";

    private static string? Mark(Answer answer) => answer.Headers.TryGetValues("X-HydraBot-Cache", out var marks) ? marks.Single() : null;

    private static string Whole(string text) => JsonSerializer.Serialize(new { id = "a", @object = "chat.completion", choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = "stop" } }, usage = new { prompt_tokens = 11, completion_tokens = 7 } });
}
