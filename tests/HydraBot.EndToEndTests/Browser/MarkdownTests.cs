using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class MarkdownTests(Chromium chromium)
{
    private const string Everything = """
        # Title
        **bold** *italic* __under__ ~~gone~~ ||secret|| `code` snake_case_stays
        > a quote
        - one
          - inner
        - two
        3. three
        [a link](https://example.org/a) and https://example.org/b_(c).
        -# small print
        ```csharp
        var answer = 42; // why
        ```
        """;

    [Fact]
    public async Task Discords_markdown_is_drawn_as_a_person_expects_it()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        await scene.Bot.SayAsync(Everything);
        var message = page.Message("Title").Root;

        await Expect(message.GetByRole(AriaRole.Heading, new() { Name = "Title" })).ToBeVisibleAsync();
        await Expect(message.Locator("strong")).ToHaveTextAsync("bold");
        await Expect(message.Locator("em")).ToHaveTextAsync("italic");
        await Expect(message.Locator("u")).ToHaveTextAsync("under");
        await Expect(message.Locator("s")).ToHaveTextAsync("gone");
        await Expect(message.Locator("p > code")).ToHaveTextAsync("code");
        await Expect(message).ToContainTextAsync("snake_case_stays");
        await Expect(message.Locator("blockquote")).ToHaveTextAsync("a quote");
        await Expect(message.Locator("ul ul li")).ToHaveTextAsync("inner");
        await Expect(message.Locator("ol")).ToHaveAttributeAsync("start", "3");
        await Expect(message.GetByRole(AriaRole.Link, new() { Name = "a link" })).ToHaveAttributeAsync("href", "https://example.org/a");
        await Expect(message.GetByRole(AriaRole.Link, new() { Name = "https://example.org/b_(c)" })).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
        await Expect(message.Locator("figcaption span")).ToHaveTextAsync("csharp");
        await Expect(message.Locator(".code-keyword")).ToHaveTextAsync("var");
        await Expect(message.Locator(".code-comment")).ToHaveTextAsync("// why");

        await Expect(message.GetByText("secret")).ToBeHiddenAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Spoiler, press to show" }).PressAsync("Enter");
        await Expect(message.GetByText("secret")).ToBeVisibleAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Copy code" }).ClickAsync();
        Assert.Equal("var answer = 42; // why", await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.PhotographAsync("markdown");
    }

    [Fact]
    public async Task Mentions_are_names_and_lead_where_they_point()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        await scene.Bot.OfferAsync(Messages.Command("status", "How the homelab is doing"));
        await scene.Bot.SayAsync($"see <#{scene.Bot.ChannelId("alerts")}>, </status:1> and <t:1795341600:D>, not <#1>");
        var message = page.Message("see");

        await Expect(message.Root).ToContainTextAsync("see #alerts, /status and 22 November 2026, not #unknown");
        await message.Button("/status").ClickAsync();
        await Expect(page.Composer.Form).ToHaveAccessibleNameAsync("/status");
        await page.Page.Keyboard.PressAsync("Escape");
        await message.Button("#alerts").ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "alerts", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Markup_and_scripts_in_a_message_are_only_text()
    {
        const string Attack = "<img src=x onerror=window.broken=1><script>window.broken=1</script><svg onload=window.broken=1>";
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await scene.Bot.SayAsync(new JsonObject
        {
            ["content"] = $"attack {Attack} [click](javascript:window.broken=1) [data](data:text/html,<script>1</script>) `{Attack}` ||{Attack}||\n```html\n{Attack}\n```",
            ["embeds"] = new JsonArray(new JsonObject
            {
                ["title"] = Attack,
                ["description"] = $"{Attack} [x](vbscript:1)",
                ["author"] = new JsonObject { ["name"] = Attack },
                ["footer"] = new JsonObject { ["text"] = Attack },
                ["fields"] = new JsonArray(new JsonObject { ["name"] = Attack, ["value"] = Attack }),
            }),
            ["components"] = new JsonArray(new JsonObject
            {
                ["type"] = 1,
                ["components"] = new JsonArray(new JsonObject { ["type"] = 2, ["style"] = 1, ["label"] = "<img src=x onerror=window.broken=1>", ["custom_id"] = "<b>" }),
            }),
        });
        var message = page.Message("attack").Root.Locator(".message-body");

        await Expect(message.Locator("p").First).ToContainTextAsync("<img src=x onerror=window.broken=1><script>");
        Assert.Equal(0, await message.Locator("script, iframe, object, img, [onerror], [onload]").CountAsync());
        Assert.Equal(0, await message.Locator("a:not([href^='https://']):not([href^='http://'])").CountAsync());
        Assert.True(await page.Page.EvaluateAsync<bool>("window.broken === undefined"));
    }

    [Fact]
    public async Task A_message_full_of_unclosed_marks_is_read_at_once()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        var milliseconds = await page.Page.EvaluateAsync<double>("""
            async () => {
              const { parse } = await import('/text/blocks.js');
              const before = performance.now();
              for (const mark of ['**__*', '[', '||a', '_a', '*a ', '```', '> ', '~~ ', '`', '- ', '\\', '<@']) parse(mark.repeat(4000 / mark.length));
              return performance.now() - before;
            }
            """);

        Assert.InRange(milliseconds, 0, 1_000);
    }
}
