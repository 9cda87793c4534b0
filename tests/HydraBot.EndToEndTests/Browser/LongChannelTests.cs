using System.Globalization;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class LongChannelTests(Chromium chromium)
{
    private const int Count = 5_000;
    private const long FirstId = 1_200_000_000_000_000_000;

    [Fact]
    public async Task Five_thousand_messages_scroll_to_the_first_and_back_with_few_of_them_in_the_document()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var channel = scene.Bot.ChannelId("alerts");
        await page.Page.RouteAsync($"**/api/v10/channels/{channel}/messages?*", route => HistoryAsync(route, channel));
        await page.GoToAsync("alerts");
        await Expect(page.Message($"line {Count - 1}.").Root).ToBeVisibleAsync();

        var most = await page.Log.EvaluateAsync<int>("""
            async (log) => {
              let most = 0;
              while (document.querySelector('.log-beginning').hidden || log.scrollTop > 0) {
                log.scrollTop -= 1500;
                await new Promise(requestAnimationFrame);
                most = Math.max(most, log.querySelectorAll('.message').length);
              }
              return most;
            }
            """);

        Assert.InRange(most, 50, 200);
        await Expect(page.Log.GetByRole(AriaRole.Article).First).ToContainTextAsync("line 0.");
        await page.PhotographAsync("beginning");
        await page.JumpToNewest.ClickAsync();
        await Expect(page.Message($"line {Count - 1}.").Root).ToBeInViewportAsync();
        await Expect(page.JumpToNewest).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_one_reads_stays_in_place_while_older_and_newer_messages_arrive()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var channel = scene.Bot.ChannelId("alerts");
        await page.Page.RouteAsync($"**/api/v10/channels/{channel}/messages?*", route => HistoryAsync(route, channel));
        await page.GoToAsync("alerts");
        await Expect(page.Message($"line {Count - 1}.").Root).ToBeVisibleAsync();

        await page.Log.EvaluateAsync("log => { log.scrollTop = 200; }");
        await Expect(page.Log.GetByText($"line {Count - 90}.")).ToBeAttachedAsync();
        await Expect(page.JumpToNewest).ToBeVisibleAsync();
        const string InSight = """
            log => {
              const top = log.getBoundingClientRect().top;
              const row = [...log.querySelectorAll('.message')].find(r => r.getBoundingClientRect().top >= top);
              return `${row.dataset.id} ${Math.round(row.getBoundingClientRect().top)}`;
            }
            """;
        var before = await page.Log.EvaluateAsync<string>(InSight);
        await scene.Bot.SayAsync("something new", "alerts");
        await Expect(page.Page.GetByRole(AriaRole.Status, new() { Name = "New messages" })).ToContainTextAsync("something new");

        Assert.Equal(before, await page.Log.EvaluateAsync<string>(InSight));
        await page.JumpToNewest.ClickAsync();
        await Expect(page.Message("something new").Root).ToBeInViewportAsync();
    }

    /// <summary>A channel of five thousand lines, in pages as the server gives them; a real one would take an hour of rate limits to fill.</summary>
    private static Task HistoryAsync(IRoute route, string channel)
    {
        var query = HttpUtility.ParseQueryString(new Uri(route.Request.Url).Query);
        var limit = int.Parse(query["limit"]!, CultureInfo.InvariantCulture);
        var end = query["before"] is { } before ? (int)(long.Parse(before, CultureInfo.InvariantCulture) - FirstId >> 22) : Count;
        var page = Enumerable.Range(0, Count).Take(end).TakeLast(limit).Reverse().Select(JsonNode (index) => Line(index, channel));
        return route.FulfillAsync(new() { ContentType = "application/json", Body = new JsonArray([.. page]).ToJsonString() });
    }

    private static JsonObject Line(int index, string channel) => Messages.Json($$"""
        {
          "id": "{{FirstId + ((long)index << 22)}}", "channel_id": "{{channel}}", "type": 0, "content": "line {{index}}.", "flags": 0, "timestamp": "{{DateTimeOffset.UnixEpoch.AddDays(20_000).AddMinutes(index):O}}",
          "author": { "id": "{{index / 3 % 4 + 1}}", "username": "writer{{index / 3 % 4}}" }, "embeds": [], "attachments": [], "mentions": [], "mention_roles": [], "components": []
        }
        """);
}
