using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class MemberTests(Chromium chromium)
{
    [Fact]
    public async Task A_note_for_one_member_is_seen_by_nobody_else_and_goes_when_dismissed()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Restart());
        scene.Bot.Suggest("restart", "nginx");
        scene.Bot.On("restart", interaction => interaction.ReplyAsync($"{interaction.Member}, you need the **Operator** role.", ephemeral: true));
        var guest = await scene.OpenAsync("guest", screen: Screen.Phone);
        var owner = await scene.OpenAsync("owner");

        await guest.Composer.RunAsync("restart", ("container", "nginx"));
        var note = guest.Message("you need the Operator role.");
        await Expect(note.Root).ToContainTextAsync("Only you can see this");
        await guest.PhotographAsync("only-you");
        await scene.Bot.SayAsync("for everybody");
        await Expect(owner.Message("for everybody").Root).ToBeVisibleAsync();
        await Expect(owner.Log.GetByText("you need the Operator role.")).ToBeHiddenAsync();

        await note.Button("Dismiss").ClickAsync();
        await Expect(guest.Log.GetByText("you need the Operator role.")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Switching_the_member_leaves_nothing_of_the_first_one_on_the_page()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Command("secret", "Says something to you alone"));
        scene.Bot.On("secret", interaction => interaction.ReplyAsync($"a secret of {interaction.Member}", ephemeral: true));
        var page = await scene.OpenAsync("owner");
        await page.Composer.RunAsync("secret");
        await Expect(page.Message("a secret of owner").Root).ToBeVisibleAsync();
        await page.Composer.Field.FillAsync("a draft of the owner");

        await page.Switcher.ClickAsync();
        await page.PhotographAsync("switch");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.BecomeAsync("viewer");

        await Expect(page.Log.GetByText("a secret of owner")).ToBeHiddenAsync();
        await Expect(page.Composer.Field).ToHaveValueAsync("");
        await page.Composer.SayAsync("written by the viewer");
        await Expect(page.Message("written by the viewer").Root).ToContainTextAsync("Viewer");
        await page.Composer.RunAsync("secret");
        await Expect(page.Message("a secret of viewer").Root).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task The_address_says_who_and_where_and_a_reload_stays_there()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("operator", "status");

        await Expect(page.Switcher).ToHaveAccessibleNameAsync("You are operator, Operator. Switch member");
        await page.GoToAsync("alerts");
        await page.BecomeAsync("guest");
        await page.Page.ReloadAsync();

        await Expect(page.Switcher).ToHaveAccessibleNameAsync("You are guest. Switch member");
        await Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "alerts", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Members_stand_below_their_highest_role_and_a_card_says_who_they_are()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        var members = page.Page.GetByRole(AriaRole.Complementary, new() { Name = "Members" });

        await Expect(members.GetByRole(AriaRole.Heading, new() { Name = "Operator — 1" })).ToBeVisibleAsync();
        await members.GetByRole(AriaRole.Button, new() { Name = "Operator" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Dialog, new() { Name = "Profile of Operator" })).ToContainTextAsync("Roles");
        await page.PhotographAsync("profile");
    }
}
