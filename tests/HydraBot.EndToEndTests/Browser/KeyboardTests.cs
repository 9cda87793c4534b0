using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task From_the_channel_to_the_command_to_its_button_and_reaction_no_mouse_is_needed()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Restart());
        scene.Bot.Suggest("restart", "nginx", "postgres");
        scene.Bot.On("restart", interaction => interaction.ReplyAsync(Messages.ApprovalCard($"{interaction.Member} ({interaction.Option("container")})")));
        scene.Bot.On("approve", interaction => interaction.ReplyAsync("restarted"));
        var page = await scene.OpenAsync("operator", "status");
        var keyboard = page.Page.Keyboard;

        await page.Page.EvaluateAsync("document.documentElement.tabIndex = -1, document.documentElement.focus()");
        await keyboard.PressAsync("Tab");
        await Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the message field" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Tab");
        await Expect(page.Channel("status")).ToBeFocusedAsync();
        await keyboard.PressAsync("ArrowUp");
        await keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message #command" })).ToBeFocusedAsync();

        await keyboard.TypeAsync("/rest");
        await Expect(page.Composer.Commands).ToBeVisibleAsync();
        await keyboard.PressAsync("Enter");
        await Expect(page.Composer.Option("container")).ToBeFocusedAsync();
        await Expect(page.Composer.Choice("postgres")).ToBeVisibleAsync();
        await keyboard.PressAsync("ArrowDown");
        await Expect(page.Composer.Option("container")).ToHaveAttributeAsync("aria-activedescendant", new Regex("-1$"));
        await keyboard.PressAsync("Enter");
        await Expect(page.Composer.Option("container")).ToHaveValueAsync("postgres");
        await keyboard.PressAsync("Enter");
        await Expect(page.Message("operator (postgres)").Root).ToBeVisibleAsync();

        await keyboard.PressAsync("Shift+Tab");
        await FocusTheNewestMessageAsync(page);
        await keyboard.PressAsync("Tab");
        while (!await page.Message("operator (postgres)").Button("Approve").EvaluateAsync<bool>("button => button === document.activeElement"))
            await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        await Expect(page.Message("restarted").Root).ToBeVisibleAsync();

        await keyboard.PressAsync("Escape");
        await Expect(page.Composer.Field).ToBeFocusedAsync();
        await FocusTheNewestMessageAsync(page);
        await keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Add reaction" })).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(page.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find an emoji" })).ToBeFocusedAsync();
        await keyboard.TypeAsync("check");
        await keyboard.PressAsync("Enter");
        await Expect(page.Message("restarted").Reaction("✅")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task Escape_leaves_one_thing_at_a_time()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Restart());
        scene.Bot.Suggest("restart", "nginx");
        var page = await scene.OpenAsync("operator", screen: Screen.Phone);
        var keyboard = page.Page.Keyboard;

        await page.Composer.BeginAsync("restart");
        await Expect(page.Composer.Choice("nginx")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(page.Composer.Choice("nginx")).ToBeHiddenAsync();
        await Expect(page.Composer.Form).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(page.Composer.Field).ToBeFocusedAsync();

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Channels" }).ClickAsync();
        await Expect(page.Channel("command")).ToBeFocusedAsync();
        await page.PhotographAsync("drawer");
        await keyboard.PressAsync("Escape");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Channels" })).ToBeFocusedAsync();
    }

    private static async Task FocusTheNewestMessageAsync(EmulatorPage page)
    {
        await page.Log.EvaluateAsync("log => log.querySelector('.message[tabindex=\"0\"]').focus()");
        await page.Page.Keyboard.PressAsync("End");
    }
}
