using System.Text.Json.Nodes;
using HydraBot.EndToEndTests.Browser;
using HydraBot.Testing.Drivers;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Voice;

/// <summary>
/// Through the page: flite speaks into Chromium's microphone, the bot wakes, understands and answers, and what the page plays is read back by PocketSphinx.
/// </summary>
[Collection(InRealTime.Name)]
public sealed class PageCallTests
{
    private const string Weather = "the rack is warm and all machines are healthy";

    /// <summary>As in a browser that has no WebCodecs.</summary>
    private const string WithoutCodecs = "delete window.AudioEncoder; delete window.AudioDecoder;";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Spoken_into_the_browsers_microphone_a_command_is_understood_run_and_answered_out_of_the_page(bool webCodecs)
    {
        await using var scene = await VoiceScene.OpenLocalAsync();
        await using var guest = await PageGuest.OpenAsync(
            scene.Url, "owner", webCodecs ? Screen.Desk : Screen.Phone, scene.Folder, ["hey jarvis", "container weather"], webCodecs ? "" : WithoutCodecs);
        await using var context = await guest.Browser.NewContextAsync(Screen.Desk);
        var other = new EmulatorPage(await context.NewPageAsync(), scene.Url, Screen.Desk);
        await other.OpenAsync("viewer", "voice");
        var seen = new CallBar(other.Page);

        await guest.Call.Join.ClickAsync();
        await Expect(guest.Call.Root).ToContainTextAsync("You are in");
        await Expect(seen.Member("Owner")).ToContainTextAsync("speaking");
        await Expect(seen.Member("HydraBot")).ToContainTextAsync("speaking", new() { Timeout = 30_000 });
        await guest.Page.PhotographAsync($"call-answer-{(webCodecs ? "opus" : "pcm")}");
        var heard = await guest.HearAsync();

        await Expect(guest.Page.Message("container weather").Root).ToContainTextAsync("The rack is warm");
        Assert.Equal(Weather, await scene.ReadBackAsync(heard, Weather, "nothing is healthy", "sorry i did not understand that", "everything is cold and broken"));
        Assert.NotEmpty(guest.Sent);
        Assert.All(guest.Sent, size => Assert.True(webCodecs ? size < 640 : size == 1920, $"a frame of {size} bytes"));
        Assert.Empty(guest.Page.Problems);
    }

    [Fact]
    public async Task Without_a_microphone_the_page_says_why_and_the_member_only_listens()
    {
        const string Words = "everything is cold and broken";
        await using var scene = await VoiceScene.OpenLocalAsync();
        await using var guest = await PageGuest.OpenAsync(scene.Url, "owner", Screen.Phone, scene.Folder, ["hey jarvis"], "", "--use-fake-ui-for-media-stream=deny");
        await guest.Call.Join.ClickAsync();

        await Expect(guest.Call.Root).ToContainTextAsync("The microphone is not allowed: you hear the others, they do not hear you.");
        await Expect(guest.Call.Root).ToContainTextAsync("You are in");
        await Expect(guest.Call.Mute).ToBeDisabledAsync();
        await Expect(guest.Call.Member("Owner")).ToContainTextAsync("muted");
        await guest.Page.PhotographAsync("call-no-microphone");
        await scene.Owner.RunAsync("voice say", TestContext.Current.CancellationToken, ("text", JsonValue.Create(Words)));

        Assert.Equal(Words, await scene.ReadBackAsync(await guest.HearAsync(), Words, Weather, "nothing is healthy"));
        Assert.Empty(guest.Sent);
    }
}
