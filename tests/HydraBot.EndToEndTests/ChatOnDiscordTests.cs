using System.Text;
using System.Text.RegularExpressions;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.EndToEndTests;

/// <summary>A conversation in the pocket: stopped, had again, judged, with files, and with what it took below.</summary>
public sealed class ChatOnDiscordTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_stopped_and_kept_had_again_by_its_asker_and_judged_by_anybody()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        var asked = 0;
        model.Answer = async exchange =>
        {
            if (Interlocked.Increment(ref asked) > 1)
            {
                await exchange.SayAsync("The second answer.");
                return;
            }

            await exchange.WordAsync("The first words. ");
            // On and on, until somebody has enough of it.
            while (!exchange.Gone.IsCancellationRequested)
            {
                await exchange.WordAsync("More. ");
                await Task.Delay(TimeSpan.FromMilliseconds(120), TimeProvider.System, exchange.Gone);
            }
        };
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}", "--Inference:Endpoints:0:Name=attic");
        await using var viewer = await house.SignInAsync("viewer", Token);
        await using var other = await house.SignInAsync("operator", Token);
        await viewer.RunAsync("chat", Token, ("prompt", "Talk."));

        var growing = await viewer.Screen.MessageAsync(message => Look.HasButton(message, "Stop"), Token);
        await viewer.PressAsync(growing, "Stop", Token);
        var stopped = await viewer.Screen.MessageAsync(message => Look.Says(message, "⏹️ Stopped."), Token);
        Assert.StartsWith("The first words.", Look.TextOf(stopped), StringComparison.Ordinal);
        Assert.False(Look.HasButton(stopped, "Stop"));

        var seen = await other.Screen.MessageAsync(message => Look.Says(message, "⏹️ Stopped."), Token);
        await other.PressAsync(seen, "🔁 Regenerate", Token);
        await other.Screen.MessageAsync(message => Look.Says(message, "Only whoever asked"), Token);
        await viewer.PressAsync(stopped, "🔁 Regenerate", Token);
        var again = await viewer.Screen.MessageAsync(message => Look.Says(message, "The second answer.") && Look.HasButton(message, "👍"), Token);
        Assert.Matches(@"-# attic/small · 11 \+ 7 tokens · [\d.]+ s$", Look.TextOf(again));

        await other.PressAsync(await other.Screen.MessageAsync(message => Look.Says(message, "The second answer.") && Look.HasButton(message, "👎"), Token), "👎", Token);
        await other.Screen.MessageAsync(message => Look.IsEphemeral(message) && Look.Says(message, "👎 Noted"), Token);
    }

    [Fact]
    public async Task A_file_goes_with_the_question_and_a_very_long_answer_comes_as_one()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        model.Answer = exchange => exchange.SayAsync([.. Enumerable.Range(0, 400).Select(line => $"Line {line:000} of what there is to say about it.\n")]);
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}");
        await using var member = await house.SignInAsync("viewer", Token);

        await member.RunAsync("chat", ("attachment", "notes.txt", Encoding.UTF8.GetBytes("The disk is called Ada.")), Token, ("prompt", "What is this?"));

        var file = await member.Screen.MessageAsync(message => message["attachments"]?.AsArray().Any(one => one!["filename"]!.ToString() == "answer.md") == true, Token);
        Assert.NotNull(file);
        var text = await member.Screen.MessageAsync(message => Look.Says(message, "the whole text follows as a file"), Token);
        Assert.True(Look.HasButton(text, "👍"));
        var question = Assert.Single(model.Asked).GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()!;
        Assert.Contains("<attached-file name=\"notes.txt\">", question, StringComparison.Ordinal);
        Assert.Contains("The disk is called Ada.", question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_in_a_conversations_thread_is_answered_there_and_those_who_write_share_it()
    {
        await using var model = await FakeModelServer.StartAsync(Token);
        model.Answer = exchange => exchange.SayAsync($"Answer {model.Asked.Count}. ", "Done.");
        await using var house = await HouseProcess.StartAsync(Token, null, $"--Inference:Endpoints:0:Url={model.Url}");
        await using var viewer = await house.SignInAsync("viewer", Token);
        await using var other = await house.SignInAsync("operator", Token);

        await viewer.RunAsync("conversation", Token, ("topic", "The shelf"));
        var opened = await viewer.Screen.MessageAsync(message => Look.Says(message, "Go on in <#"), Token);
        var thread = Regex.Match(Look.TextOf(opened), @"<#(\d+)>").Groups[1].Value;
        await viewer.WriteInAsync(thread, "The shelf is called Bob.", Token);
        var first = await viewer.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, "Answer 1. Done.") && Look.HasButton(message, "👍"), Token);
        Assert.NotNull(first["message_reference"]);

        await other.WriteInAsync(thread, "// Ask it for the name.", Token);
        await other.WriteInAsync(thread, "What is it called?", Token);
        await other.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, "Answer 2. Done."), Token);
        var said = model.Asked.Last().GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").ToString()).ToArray();
        Assert.Contains("The shelf is called Bob.", said);
        Assert.Equal("What is it called?", said[^1]);
        Assert.DoesNotContain(said, text => text.Contains("Ask it for", StringComparison.Ordinal));

        await using var guest = await house.SignInAsync("guest", Token);
        await guest.WriteInAsync(thread, "And me?", Token);
        await guest.Screen.MessageAsync(message => Look.IsIn(message, thread) && Look.Says(message, "No access"), Token);
        Assert.Equal(2, model.Asked.Count);
    }
}
