using System.Globalization;
using System.Text.Json;
using HydraBot.Tests.Doors.Http;
using HydraBot.Tests.Inference.Gateway;
using Xunit;

namespace HydraBot.Tests.Inference;

/// <summary>An answer can be had again by whoever asked, and judged by everybody; those who can learn from it do.</summary>
public sealed class AnswerTests
{
    private const string Question = """{"prompt":"Why is the sky blue?"}""";

    [Fact]
    public async Task Another_answer_takes_the_place_of_the_first_in_the_conversation()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Cache:Enabled=true", "--Memory:Chat=false");
        Count(house);
        await house.Door.PostAsync("/operations/chat", Question);

        var again = (await house.Door.PostAsync("/operations/chat.again", "{}")).Json;
        await house.Door.PostAsync("/operations/chat", """{"prompt":"And at night?"}""");

        Assert.Equal("Answer 2.", again.GetProperty("text").GetString());
        var said = JsonElement.Parse(house.Server.Bodies.Last()).GetProperty("messages").EnumerateArray().Skip(1).Select(message => message.GetProperty("content").ToString());
        Assert.Equal(["Why is the sky blue?", "Answer 2.", "And at night?"], said);
    }

    [Fact]
    public async Task Only_whoever_asked_has_it_answered_again()
    {
        await using var house = await GatewayHouse.OpenAsync();
        Count(house);
        var first = (await house.Door.PostAsync("/operations/chat", Question)).Json;

        var refused = await house.Door.PostAsync("/operations/chat.again", $$"""{"answer":"{{first.GetProperty("id").GetString()}}"}""", DoorHouse.ViewerKey);

        Assert.Contains("Only whoever asked", refused.Text, StringComparison.Ordinal);
        Assert.Single(house.Server.Bodies);
    }

    [Fact]
    public async Task A_thumb_down_takes_a_bad_answer_out_of_the_cache()
    {
        await using var house = await GatewayHouse.OpenAsync(1, "--Inference:Cache:Enabled=true", "--Memory:Chat=false");
        Count(house);
        const string Fresh = """{"prompt":"Why is the sky blue?","fresh":true}""";
        await house.Door.PostAsync("/operations/chat", Fresh);
        var cached = (await house.Door.PostAsync("/operations/chat", Fresh)).Json;
        Assert.Equal("exact", cached.GetProperty("cache").GetString());

        for (var twice = 0; twice < 2; twice++)
            await house.Door.PostAsync("/operations/chat.rate", $$"""{"answer":"{{cached.GetProperty("id").GetString()}}","good":false}""", DoorHouse.ViewerKey);
        var anew = (await house.Door.PostAsync("/operations/chat", Fresh)).Json;

        Assert.Equal("Answer 2.", anew.GetProperty("text").GetString());
        // The same opinion twice counts once.
        Assert.Equal(1, (await house.Door.GetAsync("/inference/cache")).Json.GetProperty("wrong").GetInt32());
    }

    [Fact]
    public async Task Thumbs_on_the_weak_model_move_the_learned_policy()
    {
        await using var house = await GatewayHouse.OpenAsync(
            2, "--Inference:Routing:Policy=Learned", "--Inference:Routing:Weak=attic/small", "--Inference:Routing:Strong=cellar/small", "--Inference:Routing:Quality=0", "--Memory:Chat=false");
        Count(house);
        house.Servers[1].Serve = house.Server.Serve;
        var before = Need((await house.Door.PostAsync("/operations/chat", Question)).Json);

        for (var time = 0; time < 10; time++)
        {
            var given = (await house.Door.PostAsync("/operations/chat", """{"prompt":"Why is the sky blue?","fresh":true}""")).Json;
            await house.Door.PostAsync("/operations/chat.rate", $$"""{"answer":"{{given.GetProperty("id").GetString()}}","good":false}""");
        }

        Assert.True(Need((await house.Door.PostAsync("/operations/chat", """{"prompt":"Why is the sky blue?","fresh":true}""")).Json) > before);
    }

    [Fact]
    public async Task An_answer_that_is_not_there_is_said_to_be_so()
    {
        await using var house = await GatewayHouse.OpenAsync();

        Assert.Contains("You have asked nothing yet", (await house.Door.PostAsync("/operations/chat.rate", """{"good":true}""")).Text, StringComparison.Ordinal);
        Assert.Contains("no answer 'x' any more", (await house.Door.PostAsync("/operations/chat.again", """{"answer":"x"}""")).Text, StringComparison.Ordinal);
    }

    private static void Count(GatewayHouse house)
    {
        var asked = 0;
        house.Server.Serve = (context, _) => context.SendAsync(Answering.Word($"Answer {Interlocked.Increment(ref asked)}.") + Answering.End);
    }

    private static double Need(JsonElement answer)
    {
        var route = answer.GetProperty("route").GetString()!;
        const string Before = "with a chance of ";
        return double.Parse(route[(route.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..].Split(',')[0], CultureInfo.InvariantCulture);
    }
}
