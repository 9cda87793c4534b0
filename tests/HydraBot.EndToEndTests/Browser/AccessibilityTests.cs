using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class AccessibilityTests(Chromium chromium)
{
    private static readonly HashSet<string> Interactive =
    [
        "button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "menuitem", "menuitemradio", "option", "listbox", "dialog", "log", "menu", "article",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_that_can_be_used_has_a_name(bool onPhone)
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await FullPageAsync(scene, onPhone ? Screen.Phone : Screen.Desk);
        Assert.Empty(await NamelessAsync(page));

        await page.Composer.BeginAsync("restart");
        Assert.Empty(await NamelessAsync(page));
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Message("Approval needed").Button("Say why").ClickAsync();
        await Expect(page.Dialog).ToBeVisibleAsync();
        Assert.Empty(await NamelessAsync(page));
    }

    [Fact]
    public async Task The_checks_find_a_button_without_a_name_and_text_that_is_too_faint()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await page.Page.EvaluateAsync("""
            const header = document.querySelector('.channel-header');
            const faint = document.createElement('span');
            faint.textContent = 'faint';
            faint.style.color = '#5f6670';
            header.append(document.createElement('button'), faint);
            """);

        Assert.Single(await NamelessAsync(page));
        Assert.Single(await page.Page.EvaluateAsync<string[]>(Contrast));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Text_stands_out_from_its_ground(bool onPhone)
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await FullPageAsync(scene, onPhone ? Screen.Phone : Screen.Desk);

        Assert.Empty(await page.Page.EvaluateAsync<string[]>(Contrast));
        await page.PhotographAsync("everything");
    }

    [Fact]
    public async Task On_a_phone_what_is_pressed_is_as_large_as_a_thumb_needs()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await FullPageAsync(scene, Screen.Phone);

        var small = await page.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('button, input, textarea, [role=button]')]
              .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0 && !e.matches('.mention, .spoiler'))
              .filter(e => e.getBoundingClientRect().height < 40)
              .map(e => `${e.getAttribute('aria-label') ?? e.textContent} ${e.getBoundingClientRect().height}`)
            """);

        Assert.Empty(small);
        Assert.Equal(390, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task New_messages_are_read_out_and_edits_are_not()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("viewer");
        var spoken = page.Page.GetByRole(AriaRole.Status, new() { Name = "New messages" });
        var id = await scene.Bot.SayAsync("first words");
        await Expect(spoken).ToHaveTextAsync("HydraBot: first words");

        await scene.Bot.EditAsync(id, Messages.Json("""{ "content": "other words" }"""));
        await Expect(page.Message("other words").Root).ToBeVisibleAsync();

        await Expect(spoken).ToHaveTextAsync("HydraBot: first words");
    }

    /// <summary>A page with one of everything on it.</summary>
    private static async Task<EmulatorPage> FullPageAsync(PageScene scene, Screen screen)
    {
        await scene.Bot.OfferAsync(Messages.Restart());
        scene.Bot.Suggest("restart", "nginx");
        scene.Bot.On("why", interaction => interaction.AskAsync(Messages.ReasonModal()));
        var page = await scene.OpenAsync("owner", screen: screen);
        await scene.Bot.SayAsync("**Words** with ||a spoiler||, `code`, [a link](https://example.org) and\n```js\nlet x = 1; // one\n```");
        await scene.Bot.AttachAsync("A file", ("notes.bin", [1, 2, 3], "application/octet-stream"));
        await scene.Bot.SayAsync(Messages.StatusCard());
        await scene.Bot.SayAsync(Messages.Selects());
        var id = await scene.Bot.SayAsync(Messages.ApprovalCard("operator"));
        await scene.Bot.ReactAsync(id, "✅");
        await Expect(page.Message("Approval needed").Reaction("✅")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>What the browser would tell a screen reader about, and has no name for.</summary>
    internal static async Task<List<string>> NamelessAsync(EmulatorPage page)
    {
        var session = await page.Page.Context.NewCDPSessionAsync(page.Page);
        var tree = await session.SendAsync("Accessibility.getFullAXTree");
        await session.DetachAsync();
        var nameless = new List<string>();
        foreach (var node in tree!.Value.GetProperty("nodes").EnumerateArray())
        {
            var role = Value(node, "role");
            if (!node.GetProperty("ignored").GetBoolean() && Interactive.Contains(role) && Value(node, "name").Length == 0)
                nameless.Add($"{role} {node}");
        }
        return nameless;
    }

    private static string Value(JsonElement node, string property) =>
        node.TryGetProperty(property, out var value) && value.TryGetProperty("value", out var text) ? text.ToString().Trim() : "";

    /// <summary>WCAG 1.4.3: 4.5 to 1, and 3 to 1 for large text; what is disabled is exempt.</summary>
    internal const string Contrast = """
        (() => {
          const parse = (css) => { const [r, g, b, a = 1] = css.match(/[\d.]+/g).map(Number); return { r, g, b, a }; };
          const over = (top, under) => ({ r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1 });
          const ground = (element) => {
            const layers = [];
            for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
            return layers.reverse().reduce((under, top) => over(top, under), { r: 20, g: 23, b: 28, a: 1 });
          };
          const part = (v) => { const c = v / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
          const light = ({ r, g, b }) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
          const found = new Set();
          const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            const text = walker.currentNode.data.trim();
            if (!text || !/[\p{L}\p{N}]/u.test(text) || !element.checkVisibility({ visibilityProperty: true }) || element.closest('.visually-hidden, :disabled, .avatar')) continue;
            const style = getComputedStyle(element);
            const below = ground(element);
            const a = light(over(parse(style.color), below));
            const b = light(below);
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            const size = parseFloat(style.fontSize);
            const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
            if (ratio < needed) found.add(`${text.slice(0, 40)}: ${ratio.toFixed(2)} (${style.color} on ${JSON.stringify(below)})`);
          }
          return [...found];
        })()
        """;
}
