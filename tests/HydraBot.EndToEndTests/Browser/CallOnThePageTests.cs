using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.Hosting;
using HydraBot.Testing.Drivers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

/// <summary>Members at their pages in a call: a browser's microphone that beeps once a second, the emulated voice server, and encryption between them.</summary>
[Collection(ThePage.Name)]
public sealed class CallOnThePageTests(Chromium chromium)
{
    private static readonly PageVoice Voice = new(NullLoggerFactory.Instance, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_page_shows_who_is_in_the_channel_and_who_speaks(bool onPhone)
    {
        await using var scene = await PageScene.StartAsync(chromium, Voice);
        var (owner, call) = await OpenAsync(scene, "owner", onPhone ? Screen.Phone : Screen.Desk);
        var (member, other) = await OpenAsync(scene, "operator");
        var (viewer, seen) = await OpenAsync(scene, "viewer");
        await Expect(seen.Root).ToContainTextAsync("Nobody is here");
        await owner.PhotographAsync("call-before");

        await JoinAsync(call);
        await JoinAsync(other);

        await Expect(seen.Root).ToContainTextAsync("2 are here");
        foreach (var bar in new[] { call, other, seen })
        {
            await Expect(bar.Member("Owner")).ToContainTextAsync("speaking");
            await Expect(bar.Member("Operator")).ToContainTextAsync("speaking");
        }
        await Expect(viewer.Page.GetByRole(AriaRole.Navigation, new() { Name = "Channels" }).GetByRole(AriaRole.List, new() { Name = "In voice" })
            .GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Owner" })).ToContainTextAsync("speaking");
        await owner.PhotographAsync("call-joined");
        Assert.Empty(await AccessibilityTests.NamelessAsync(owner));
        Assert.Empty(await owner.Page.EvaluateAsync<string[]>(AccessibilityTests.Contrast));
        if (onPhone)
        {
            Assert.Empty(await owner.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.call-bar button')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 40).map(e => e.textContent)"));
            Assert.Equal(390, await owner.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Channels" }).ClickAsync();
            await owner.PhotographAsync("call-channels");
        }

        await other.Mute.ClickAsync();
        await Expect(seen.Member("Operator")).ToContainTextAsync("muted");
        await Expect(seen.Member("Operator")).Not.ToContainTextAsync("speaking");
        await Expect(seen.Member("Owner")).ToContainTextAsync("speaking");
        Assert.Empty(owner.Problems.Concat(member.Problems).Concat(viewer.Problems));
    }

    [Fact]
    public async Task A_call_is_used_with_the_keyboard_alone()
    {
        await using var scene = await PageScene.StartAsync(chromium, Voice);
        var (owner, call) = await OpenAsync(scene, "owner");
        var (_, seen) = await OpenAsync(scene, "viewer");
        await call.Join.FocusAsync();
        await owner.Page.Keyboard.PressAsync("Enter");
        await Expect(call.Root).ToContainTextAsync("You are in");
        await Expect(seen.Member("Owner")).ToContainTextAsync("speaking");

        await call.PushToTalk.FocusAsync();
        await owner.Page.Keyboard.PressAsync("Space");
        await Expect(call.PushToTalk).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(seen.Member("Owner")).Not.ToContainTextAsync("speaking");
        await owner.Page.Keyboard.DownAsync("F8");
        await Expect(seen.Member("Owner")).ToContainTextAsync("speaking");
        await owner.Page.Keyboard.UpAsync("F8");
        await Expect(seen.Member("Owner")).Not.ToContainTextAsync("speaking");
        await call.HoldToTalk.FocusAsync();
        await owner.Page.Keyboard.DownAsync("Space");
        await Expect(seen.Member("Owner")).ToContainTextAsync("speaking");
        await owner.PhotographAsync("call-talking");
        await owner.Page.Keyboard.UpAsync("Space");

        await call.Deafen.FocusAsync();
        await owner.Page.Keyboard.PressAsync("Space");
        await Expect(call.Deafen).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(call.Mute).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(seen.Member("Owner")).ToContainTextAsync("deafened");
        await call.Leave.FocusAsync();
        await owner.Page.Keyboard.PressAsync("Enter");
        await Expect(seen.Root).ToContainTextAsync("Nobody is here");
        await Expect(call.Join).ToBeVisibleAsync();
        Assert.Empty(owner.Problems);
    }

    [Fact]
    public async Task Whoever_is_moved_or_sent_away_reads_it_and_a_closed_tab_leaves()
    {
        await using var scene = await PageScene.StartAsync(chromium, Voice);
        await using var boss = await MemberSession.SignInAsync(scene.Discord.Url, "owner", Token);
        using var http = new HttpClient { BaseAddress = scene.Discord.ApiBaseUrl };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", await MemberSession.TokenAsync(scene.Discord.Url, "owner", Token));
        var made = await http.PostAsJsonAsync($"guilds/{scene.Discord.GuildId}/channels", new JsonObject { ["name"] = "attic", ["type"] = 2 }, Token);
        var attic = (string)JsonNode.Parse(await made.Content.ReadAsStringAsync(Token))!["id"]!;
        var (page, call) = await OpenAsync(scene, "viewer");
        var (_, seen) = await OpenAsync(scene, "operator");
        await JoinAsync(call);
        var viewer = await page.Page.EvaluateAsync<string>("fetch('/emulator/members').then((a) => a.json()).then((all) => all.find((m) => m.username === 'viewer').id)");

        await http.PatchAsJsonAsync($"guilds/{scene.Discord.GuildId}/members/{viewer}", new JsonObject { ["channel_id"] = attic }, Token);
        await Expect(call.Root).ToContainTextAsync("You were moved to attic.");
        await Expect(call.Root).ToContainTextAsync("You are in");
        await Expect(call.Member("Viewer")).ToContainTextAsync("speaking");

        await http.PatchAsJsonAsync($"guilds/{scene.Discord.GuildId}/members/{viewer}", new JsonObject { ["channel_id"] = null }, Token);
        await Expect(call.Root).ToContainTextAsync("You were disconnected from the call.");
        await page.PhotographAsync("call-sent-away");
        await call.Root.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(call.Root).Not.ToContainTextAsync("You were disconnected");

        await JoinAsync(call);
        await Expect(seen.Member("Viewer")).ToBeVisibleAsync();
        await page.Page.CloseAsync();
        await Expect(seen.Root).ToContainTextAsync("Nobody is here");
    }

    [Fact]
    public async Task A_second_page_of_the_same_member_takes_the_call_over()
    {
        await using var scene = await PageScene.StartAsync(chromium, Voice);
        var (_, first) = await OpenAsync(scene, "owner");
        var (_, second) = await OpenAsync(scene, "owner");
        await JoinAsync(first);
        await JoinAsync(second);

        await Expect(first.Root).ToContainTextAsync("You are in a call at another place now.");
        await Expect(second.Member("Owner")).ToContainTextAsync("speaking");
    }

    [Fact]
    public async Task After_a_lost_connection_the_page_is_in_the_call_again()
    {
        await using var scene = await PageScene.StartAsync(chromium, Voice);
        var (page, call) = await OpenAsync(scene, "owner");
        var (_, seen) = await OpenAsync(scene, "viewer");
        var gateway = await ReconnectTests.WatchAsync(page);
        await JoinAsync(call);
        await Expect(seen.Member("Owner")).ToContainTextAsync("speaking");

        gateway.Refuse = true;
        await gateway.CloseAsync(4000);
        await Expect(seen.Root).ToContainTextAsync("Nobody is here");
        gateway.Refuse = false;

        await Expect(call.Root).ToContainTextAsync("You are in");
        await Expect(seen.Member("Owner")).ToContainTextAsync("speaking");
    }

    [Fact]
    public async Task Sound_that_comes_in_a_heap_is_dropped_from_its_oldest_end()
    {
        await using var scene = await PageScene.StartAsync(chromium, Voice);
        var (page, _) = await OpenAsync(scene, "owner");
        var waiting = await page.Page.EvaluateAsync<int>("""
            async () => {
              const [{ Playback }, { PcmEar }] = await Promise.all([import('/call/playback.js'), import('/call/pcm.js')]);
              const waiting = new Set();
              const { start, stop } = AudioScheduledSourceNode.prototype;
              AudioBufferSourceNode.prototype.start = function (...at) { waiting.add(this); return start.apply(this, at); };
              AudioScheduledSourceNode.prototype.stop = function (...at) { waiting.delete(this); return stop.apply(this, at); };
              const playback = new Playback(new AudioContext({ sampleRate: 48000 }), PcmEar);
              for (let i = 0; i < 1000; i++) playback.push({ stream: 1, sound: new Uint8Array(1920) });
              return waiting.size;
            }
            """);

        // 0.6 s are 30 frames of 20 ms.
        Assert.InRange(waiting, 1, 30);
    }

    [Fact]
    public async Task An_emulator_alone_offers_no_call_and_says_why()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var (page, call) = await OpenAsync(scene, "owner");

        await Expect(call.Root).ToContainTextAsync("This emulator runs alone, without HydraBot beside it");
        await Expect(call.Root.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        Assert.Empty(page.Problems);
    }

    private static async Task<(EmulatorPage Page, CallBar Call)> OpenAsync(PageScene scene, string member, Screen? screen = null)
    {
        var page = await scene.OpenAsync(member, "voice", screen);
        return (page, new CallBar(page.Page));
    }

    private static async Task JoinAsync(CallBar call)
    {
        await call.Join.ClickAsync();
        await Expect(call.Root).ToContainTextAsync("You are in");
    }
}
