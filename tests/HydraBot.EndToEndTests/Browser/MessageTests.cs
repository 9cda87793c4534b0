using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class MessageTests(Chromium chromium)
{
    [Fact]
    public async Task What_a_member_writes_is_read_by_another_with_its_edit_its_reactions_and_its_end()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var writer = await scene.OpenAsync("owner");
        var reader = await scene.OpenAsync("viewer", screen: Screen.Phone);

        await writer.Composer.SayAsync("Good **morning**");
        await Expect(reader.Message("Good morning").Root.Locator("strong")).ToHaveTextAsync("morning");

        await writer.Message("Good morning").DoAsync("Edit message");
        await writer.Composer.SayAsync("Good evening");
        await Expect(reader.Message("Good evening").Root.GetByText("(edited)")).ToBeVisibleAsync();

        await reader.Message("Good evening").DoAsync("Add reaction");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "👍 thumbs up" }).ClickAsync();
        await Expect(writer.Message("Good evening").Reaction("👍")).ToHaveAccessibleNameAsync("👍 thumbs up, 1 reaction");
        await writer.Message("Good evening").Reaction("👍").ClickAsync();
        await Expect(reader.Message("Good evening").Reaction("👍")).ToHaveAccessibleNameAsync("👍 thumbs up, 2 reactions");
        await Expect(writer.Message("Good evening").Reaction("👍")).ToHaveAttributeAsync("aria-pressed", "true");
        await reader.Message("Good evening").Reaction("👍").ClickAsync();
        await Expect(writer.Message("Good evening").Reaction("👍")).ToHaveAccessibleNameAsync("👍 thumbs up, 1 reaction");

        await writer.Message("Good evening").DoAsync("Delete message");
        await writer.Dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(reader.Log.GetByText("Good evening")).ToBeHiddenAsync();
        Assert.Empty(writer.Problems);
        Assert.Empty(reader.Problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_embed_shows_its_parts_side_by_side_on_a_desk_and_below_each_other_on_a_phone(bool onPhone)
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer", screen: onPhone ? Screen.Phone : Screen.Desk);
        await scene.Bot.SayAsync(Messages.StatusCard());
        var embed = page.Message("Homelab status").Embed("Homelab status");

        await Expect(embed.GetByRole(AriaRole.Link, new() { Name = "Homelab status" })).ToHaveAttributeAsync("href", "https://example.org/status");
        await Expect(embed).ToContainTextAsync("hydra-node-1");
        await Expect(embed).ToContainTextAsync("constitution 3f9a1c");
        await Expect(page.Message("Homelab status").Root.GetByText("APP", new() { Exact = true })).ToBeVisibleAsync();
        var cpu = await embed.GetByText("CPU").BoundingBoxAsync();
        var disk = await embed.GetByText("Disk").BoundingBoxAsync();
        Assert.Equal(onPhone, disk!.Y > cpu!.Y);
        Assert.Equal("rgb(63, 224, 189)", await embed.EvaluateAsync<string>("embed => getComputedStyle(embed).borderLeftColor"));
        await page.PhotographAsync("embed");
    }

    [Fact]
    public async Task Typing_is_shown_until_the_message_arrives()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var typing = page.Page.GetByRole(AriaRole.Status, new() { Name = "Typing" });

        await scene.Bot.TypeAsync();
        await Expect(typing).ToHaveTextAsync("HydraBot is typing…");
        await scene.Bot.SayAsync("there");
        await Expect(typing).ToHaveTextAsync("");
    }

    [Fact]
    public async Task A_text_file_is_previewed_expanded_and_offered_for_download()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var lines = string.Join('\n', Enumerable.Range(1, 40).Select(line => $"[10:{line:00}] INF scan {line} \"ok\""));
        await scene.Bot.AttachAsync("The log of **jellyfin**", ("jellyfin.log", Encoding.UTF8.GetBytes(lines), "text/plain"), ("pixel.png", Pixel(), "image/png"));
        var message = page.Message("The log of jellyfin");

        await Expect(message.Root).ToContainTextAsync("scan 8");
        await Expect(message.Root).Not.ToContainTextAsync("scan 40");
        await message.Button("Expand jellyfin.log").ClickAsync();
        await Expect(message.Root).ToContainTextAsync("scan 40");
        await Expect(message.Root.GetByRole(AriaRole.Link, new() { Name = "Download jellyfin.log" })).ToHaveAttributeAsync("download", "jellyfin.log");
        await Expect(message.Root.GetByRole(AriaRole.Img, new() { Name = "pixel.png" })).ToHaveJSPropertyAsync("complete", true);
        await page.PhotographAsync("attachment");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_member_sends_a_file_with_a_message()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("operator");

        await page.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("buy a disk") });
        await Expect(page.Page.GetByRole(AriaRole.List, new() { Name = "Files to send" })).ToContainTextAsync("notes.txt");
        await page.Composer.SayAsync("my notes");

        await Expect(page.Message("my notes").Root).ToContainTextAsync("buy a disk");
        await Expect(page.Page.GetByRole(AriaRole.List, new() { Name = "Files to send" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_reply_shows_what_it_answers_and_leads_to_it()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await scene.Bot.SayAsync("Shall I restart nginx?");

        await page.Message("Shall I restart nginx?").DoAsync("Reply");
        await Expect(page.Page.GetByText("Replying to HydraBot")).ToBeVisibleAsync();
        await page.Composer.SayAsync("Yes please");

        var reply = page.Message("Yes please");
        await Expect(reply.Root).ToContainTextAsync("Shall I restart nginx?");
        await reply.Root.GetByRole(AriaRole.Button, new() { Name = "Go to the message by HydraBot" }).ClickAsync();
        await Expect(page.Log.GetByRole(AriaRole.Article).Filter(new() { HasText = "Shall I restart nginx?" }).First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_channel_with_news_is_marked_until_it_is_opened_and_a_draft_waits_in_its_own()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        var me = await page.Page.EvaluateAsync<string>("async () => (await (await fetch('/emulator/members')).json()).find(m => m.username === 'owner').id");
        await page.Composer.Field.FillAsync("half a thought");

        await scene.Bot.SayAsync($"<@{me}> the disk is full", "alerts");
        await Expect(page.Channel("alerts")).ToHaveAccessibleNameAsync("alerts (text channel), 1 mention, unread");
        await page.PhotographAsync("unread");
        await page.GoToAsync("alerts");
        await Expect(page.Message("the disk is full").Root).ToContainTextAsync("@Owner");
        await Expect(page.Channel("alerts")).ToHaveAccessibleNameAsync("alerts (text channel)");
        await Expect(page.Composer.Field).ToHaveValueAsync("");

        await page.GoToAsync("command");
        await Expect(page.Composer.Field).ToHaveValueAsync("half a thought");
    }

    [Fact]
    public async Task A_pinned_message_is_listed_and_leads_to_its_place()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await scene.Bot.SayAsync("The runbook is on the wiki");

        await page.Message("The runbook is on the wiki").DoAsync("Pin message");
        await Expect(page.Log.GetByText("pinned a message to this channel")).ToBeVisibleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pinned messages" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("The runbook is on the wiki");
        await page.PhotographAsync("pins");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Jump" }).ClickAsync();

        await Expect(page.Log.GetByRole(AriaRole.Article).Filter(new() { HasText = "The runbook is on the wiki" }).First).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_thread_stands_below_its_channel_and_opens()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        var id = await scene.Bot.SayAsync("What happened to nginx?");
        var thread = await scene.Bot.CallAsync(HttpMethod.Post, $"channels/{scene.Bot.ChannelId("command")}/messages/{id}/threads", new JsonObject { ["name"] = "post-mortem" });
        await scene.Bot.CallAsync(HttpMethod.Post, $"channels/{thread!["id"]}/messages", new JsonObject { ["content"] = "It was DNS" });

        await page.Channel("post-mortem").ClickAsync();

        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "post-mortem", Exact = true })).ToBeVisibleAsync();
        await Expect(page.Message("It was DNS").Root).ToBeVisibleAsync();
        await page.Composer.SayAsync("It always is");
        await Expect(page.Message("It always is").Root).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_message_that_the_server_refuses_stays_with_the_reason_and_can_be_sent_again()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await page.Page.RouteAsync("**/api/v10/channels/*/messages", route => route.FulfillAsync(new() { Status = 400, ContentType = "application/json", Body = """{"message":"Not today","code":50035}""" }), new() { Times = 1 });

        await page.Composer.SayAsync("hello there");
        await Expect(page.Message("hello there").Root).ToContainTextAsync("Not sent. Not today");
        await page.Message("hello there").Button("Try again").ClickAsync();

        await Expect(page.Message("hello there").Root).Not.ToContainTextAsync("Not sent");
        await Expect(page.Log.GetByText("hello there")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task More_than_a_message_may_hold_cannot_be_sent()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");

        await page.Composer.Field.FillAsync(new string('x', 2001));

        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Send message" })).ToBeDisabledAsync();
        await Expect(page.Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("Write") })).ToContainTextAsync("-1");
    }

    private static byte[] Pixel() => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
}
