using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class PageRulesTests(Chromium chromium)
{
    [Fact]
    public async Task Every_byte_comes_from_the_server_itself()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await scene.Bot.SayAsync(Messages.StatusCard());
        await Expect(page.Message("Homelab status").Root).ToBeVisibleAsync();

        Assert.NotEmpty(page.Requested);
        Assert.All(page.Requested, address => Assert.StartsWith(scene.Discord.Url.ToString(), address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_runs_under_a_policy_that_allows_nothing_inline()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        var response = await page.Page.GotoAsync(scene.Discord.Url.ToString());
        var policy = (await response!.AllHeadersAsync()).GetValueOrDefault("content-security-policy");

        Assert.NotNull(policy);
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        await Expect(page.Log).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task No_module_has_a_way_to_turn_text_into_markup_or_code()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        var modules = page.Requested.Where(address => address.EndsWith(".js", StringComparison.Ordinal)).Distinct().ToList();
        string[] forbidden = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "createContextualFragment", "setHTML", "eval(", "new Function"];

        Assert.True(modules.Count > 30, $"only {modules.Count} modules were fetched");
        foreach (var module in modules)
        {
            var text = await page.Page.EvaluateAsync<string>("async (url) => (await fetch(url)).text()", module);
            Assert.All(forbidden, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
            Assert.True(text.Count(character => character == '\n') < 400, $"{module} is too long");
        }
    }

    [Fact]
    public async Task A_server_that_is_away_is_said_and_can_be_tried_again()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await page.Page.RouteAsync("**/emulator/members", route => route.FulfillAsync(new() { Status = 503, Body = "" }), new() { Times = 1 });
        await page.Page.ReloadAsync();

        await Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The page cannot reach the server. It answered 503.");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Log).ToBeVisibleAsync();
    }
}
