using System.Text.Json;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>What the menu of any message offers ("Run in sandbox" is with the programs).</summary>
public sealed class MessageMenuTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_put_to_the_model_and_answered_in_the_channel()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        model.Answer = exchange => exchange.SayAsync("It is the third disk. https://example.org/?seen=everything");
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}");
        await using var member = await house.SignInAsync("viewer", Token);
        await member.CommandAsync("chat", Token);
        var message = await member.WriteAsync("command", "Which disk does smartd complain about?", Token);

        await member.RunOnAsync(message, "Ask Hydra", Token);

        var answered = await member.Screen.MessageAsync(answer => Look.Says(answer, "It is the third disk."), Token);
        Assert.True(Look.HasNoPreviews(answered));
        Assert.True(model.Asked.TryDequeue(out var asked));
        Assert.Contains("Which disk does smartd complain about?", Said(asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_remembered_and_found_again()
    {
        await using var house = await HouseProcess.StartAsync(Token);
        await using var member = await house.SignInAsync("operator", Token);
        await member.CommandAsync("recall", Token);
        var message = await member.WriteAsync("command", "The boiler's password is on the yellow note", Token);

        await member.RunOnAsync(message, "Remember this", Token);
        await member.Screen.MessageAsync(answer => Look.IsEphemeral(answer) && Look.Says(answer, "emember"), Token);
        await member.RunAsync("recall", Token, ("query", "boiler"));

        await member.Screen.MessageAsync(answer => Look.IsEphemeral(answer) && Look.Says(answer, "yellow note"), Token);
    }

    private static string Said(JsonElement asked) => asked.GetProperty("messages").EnumerateArray().Last().GetProperty("content").ToString();
}
