using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class ReconnectTests(Chromium chromium)
{
    [Fact]
    public async Task After_a_lost_connection_the_page_says_so_resumes_and_has_missed_nothing()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var gateway = await WatchAsync(page);
        await scene.Bot.SayAsync("before");
        await Expect(page.Message("before").Root).ToBeVisibleAsync();

        gateway.Refuse = true;
        await gateway.CloseAsync(4000);
        await Expect(page.ConnectionBar).ToHaveTextAsync("Connection lost. Reconnecting…");
        await page.PhotographAsync("reconnecting");
        await scene.Bot.SayAsync("while away");
        gateway.Refuse = false;

        await Expect(page.Message("while away").Root).ToBeVisibleAsync();
        await Expect(page.ConnectionBar).ToBeHiddenAsync();
        await Expect(page.Log.GetByText("before")).ToHaveCountAsync(1);
        Assert.Contains(6, gateway.SentByPage);
    }

    [Fact]
    public async Task A_session_that_cannot_be_resumed_is_begun_anew_and_the_channel_fetched_again()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var gateway = await WatchAsync(page);

        gateway.Refuse = true;
        await gateway.CloseAsync(4009);
        await Expect(page.ConnectionBar).ToBeVisibleAsync();
        await scene.Bot.SayAsync("in between");
        gateway.SentByPage.Clear();
        gateway.Refuse = false;

        await Expect(page.Message("in between").Root).ToBeVisibleAsync();
        Assert.Contains(2, gateway.SentByPage);
        Assert.DoesNotContain(6, gateway.SentByPage);
    }

    [Fact]
    public async Task Garbage_from_the_gateway_costs_a_reconnect_and_nothing_else()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var gateway = await WatchAsync(page);

        gateway.ToPage("{ not json");
        await scene.Bot.SayAsync("still here");

        await Expect(page.Message("still here").Root).ToBeVisibleAsync();
        await Expect(page.ConnectionBar).ToBeHiddenAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task What_happens_in_a_channel_while_its_messages_are_fetched_is_on_the_page_and_counted_once()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var (kept, edited, deleted) = (await scene.Bot.SayAsync("kept", "alerts"), await scene.Bot.SayAsync("draft", "alerts"), await scene.Bot.SayAsync("deleted", "alerts"));
        var page = await scene.OpenAsync("viewer");
        await page.Page.RouteAsync(
            $"**/api/v10/channels/{scene.Bot.ChannelId("alerts")}/messages?*",
            async route =>
            {
                // The server has answered; what happens now is told over the gateway before the answer arrives.
                var answer = await route.FetchAsync();
                await scene.Bot.ReactAsync(kept, "✅", "alerts");
                await scene.Bot.EditAsync(edited, new JsonObject { ["content"] = "final" }, "alerts");
                await scene.Bot.DeleteAsync(deleted, "alerts");
                await scene.Bot.ReactAsync(await scene.Bot.SayAsync("meanwhile", "alerts"), "❌", "alerts");
                await scene.Bot.SayAsync("the gateway is up to date", "status");
                await Expect(page.Channel("status")).ToHaveAccessibleNameAsync(new Regex("unread"));
                await route.FulfillAsync(new() { Response = answer });
            },
            new() { Times = 1 });

        await page.GoToAsync("alerts");

        await Expect(page.Message("meanwhile").Reaction("❌")).ToHaveAccessibleNameAsync(new Regex(", 1 reaction$"));
        await Expect(page.Message("kept").Reaction("✅")).ToHaveAccessibleNameAsync(new Regex(", 1 reaction$"));
        await Expect(page.Message("final").Root).ToBeVisibleAsync();
        await Expect(page.Log.GetByText("deleted")).ToHaveCountAsync(0);
        await Expect(page.Log.GetByText("draft")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("**/view/shell.js", "The page could not load its scripts from the server.")]
    [InlineData("**/emulator/members", "The page cannot reach the server.")]
    public async Task A_page_whose_server_goes_away_while_it_opens_says_so_and_can_be_tried_again(string lost, string said)
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");

        await page.Page.RouteAsync(lost, route => route.AbortAsync());
        await page.Page.ReloadAsync();
        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
        await page.PhotographAsync("not-woken");
        await page.Page.UnrouteAllAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "command", Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Puts itself between the page and the gateway, and loads the page again so that it is.</summary>
    internal static async Task<GatewayTap> WatchAsync(EmulatorPage page)
    {
        var tap = new GatewayTap();
        await page.Page.RouteWebSocketAsync(address => !address.Contains("/emulator/", StringComparison.Ordinal), tap.Take);
        await page.Page.ReloadAsync();
        await Expect(page.Log).ToBeVisibleAsync();
        await Expect(page.ConnectionBar).ToBeHiddenAsync();
        return tap;
    }

    internal sealed class GatewayTap
    {
        private IWebSocketRoute? _page;

        /// <summary>New connections are closed at once, as when the server is away.</summary>
        public volatile bool Refuse;

        public ConcurrentBag<int> SentByPage { get; } = [];

        public void Take(IWebSocketRoute route)
        {
            if (Refuse)
            {
                _ = route.CloseAsync(new() { Code = 4000 });
                return;
            }
            _page = route;
            var server = route.ConnectToServer();
            route.OnMessage(frame =>
            {
                using var payload = JsonDocument.Parse(frame.Text!);
                SentByPage.Add(payload.RootElement.GetProperty("op").GetInt32());
                server.Send(frame.Text!);
            });
        }

        public Task CloseAsync(int code) => _page!.CloseAsync(new() { Code = code });

        public void ToPage(string text) => _page!.Send(text);
    }
}
