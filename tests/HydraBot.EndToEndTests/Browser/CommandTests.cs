using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace HydraBot.EndToEndTests.Browser;

[Collection(ThePage.Name)]
public sealed class CommandTests(Chromium chromium)
{
    public static TheoryData<bool> OnPhoneAndDesk => [true, false];

    [Theory]
    [MemberData(nameof(OnPhoneAndDesk))]
    public async Task A_command_is_found_filled_in_from_suggestions_approved_and_answered(bool onPhone)
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Restart(), Messages.Command("status", "How the homelab is doing"), Messages.Container());
        scene.Bot.Suggest("restart", "nginx", "postgres", "jellyfin");
        scene.Bot.On("restart", interaction => interaction.ReplyAsync(Messages.ApprovalCard(interaction.Member)));
        scene.Bot.On("approve", interaction => interaction.UpdateAsync(Messages.Json("""{ "embeds": [{ "title": "Restarted nginx", "description": "Healthy after 2.1 s", "color": 2129477 }], "components": [] }""")));
        var page = await scene.OpenAsync("operator", screen: onPhone ? Screen.Phone : Screen.Desk);

        await page.Composer.Field.FillAsync("/");
        await Expect(page.Composer.Commands.GetByText("/container list")).ToBeVisibleAsync();
        await page.PhotographAsync("commands");
        await page.Composer.BeginAsync("restart");
        await page.Composer.Option("container").FillAsync("ngi");
        await Expect(page.Composer.Choice("nginx")).ToBeVisibleAsync();
        await Expect(page.Composer.Choice("postgres")).ToBeHiddenAsync();
        await page.PhotographAsync("suggestions");
        await page.Composer.Choice("nginx").ClickAsync();
        await page.Composer.Run.ClickAsync();

        var message = page.Message("/restart");
        await Expect(message.Embed("Approval needed")).ToBeVisibleAsync();
        await page.PhotographAsync("approval");
        await message.Button("Approve").ClickAsync();

        await Expect(message.Embed("Restarted nginx")).ToBeVisibleAsync();
        await Expect(message.Button("Approve")).ToBeHiddenAsync();
        await page.PhotographAsync("restarted");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task Options_of_every_kind_arrive_as_the_command_declared_them()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Restart(), Messages.Command("assign", "Give a task to somebody", """
            [
              { "type": 6, "name": "who", "description": "The member", "required": true },
              { "type": 7, "name": "where", "description": "The channel", "required": true },
              { "type": 8, "name": "role", "description": "The role" }
            ]
            """));
        scene.Bot.On("restart", interaction => interaction.ReplyAsync($"options {interaction.Data["options"]!.ToJsonString()}"));
        scene.Bot.On("assign", interaction => interaction.ReplyAsync($"assigned <@{interaction.Option("who")}> in <#{interaction.Option("where")}>"));
        scene.Bot.Suggest("restart", "nginx");
        var page = await scene.OpenAsync("owner");

        await page.Composer.RunAsync("restart", ("container", "nginx"), ("timeout", "30"), ("force", "True"));
        await Expect(page.Message("options").Root).ToContainTextAsync("\"name\":\"timeout\",\"type\":4,\"value\":30");
        await Expect(page.Message("options").Root).ToContainTextAsync("\"name\":\"force\",\"type\":5,\"value\":true");

        await page.Composer.RunAsync("assign", ("who", "Viewer"), ("where", "alerts"));
        await Expect(page.Message("assigned").Root).ToContainTextAsync("assigned @Viewer in #alerts");
    }

    [Fact]
    public async Task A_subcommand_is_typed_with_its_whole_name_and_chosen_by_a_space()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Container());
        scene.Bot.On("container", interaction => interaction.ReplyAsync($"logs of {interaction.Option("container")} from {interaction.Option("level")}"));
        var page = await scene.OpenAsync("owner");

        await page.Composer.Field.PressSequentiallyAsync("/container logs nginx");
        await Expect(page.Composer.Form).ToHaveAccessibleNameAsync("/container logs");
        await Expect(page.Composer.Option("container")).ToHaveValueAsync("nginx");
        await page.Composer.Form.GetByRole(AriaRole.Button, new() { Name = "Add option level" }).ClickAsync();
        await page.Composer.Choice("Errors alone").ClickAsync();
        await page.Composer.Run.ClickAsync();

        await Expect(page.Message("logs of nginx from error").Root).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_missing_or_out_of_range_is_named_and_focused_before_anything_is_sent()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var asked = 0;
        await scene.Bot.OfferAsync(Messages.Restart());
        scene.Bot.Suggest("restart", "nginx");
        scene.Bot.On("restart", interaction =>
        {
            asked++;
            return interaction.ReplyAsync("done");
        });
        var page = await scene.OpenAsync("operator");

        await page.Composer.BeginAsync("restart");
        await page.Composer.Run.ClickAsync();
        await Expect(page.Composer.About).ToHaveTextAsync("container is required");
        await Expect(page.Composer.Option("container")).ToBeFocusedAsync();

        await page.Composer.Option("container").FillAsync("nginx");
        await page.Composer.Form.GetByRole(AriaRole.Button, new() { Name = "Add option timeout" }).ClickAsync();
        await page.Composer.Option("timeout").FillAsync("601");
        await page.Composer.Run.ClickAsync();
        await Expect(page.Composer.About).ToHaveTextAsync("timeout must be 600 or less");
        Assert.Equal(0, asked);

        await page.Composer.Option("timeout").FillAsync("60");
        await page.Composer.Run.ClickAsync();
        await Expect(page.Message("done").Root).ToBeVisibleAsync();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_list_that_is_open_shows_the_commands_that_a_bot_writes_meanwhile()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Restart());
        var page = await scene.OpenAsync("owner");
        await page.Composer.Field.FillAsync("/");
        await Expect(page.Composer.Commands.GetByText("/restart")).ToBeVisibleAsync();

        await scene.Bot.OfferAsync(Messages.Command("status", "How the homelab is doing"));

        await Expect(page.Composer.Commands.GetByText("/status")).ToBeVisibleAsync();
        await Expect(page.Composer.Commands.GetByText("/restart")).ToBeHiddenAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task What_is_typed_is_what_runs_even_when_the_suggestions_are_late()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Restart());
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scene.Bot.On("suggest restart", async interaction =>
        {
            if (interaction.Option("container") is { Length: > 0 })
                await late.Task;
            await interaction.SuggestAsync(["nginx", "postgres"]);
        });
        scene.Bot.On("restart", interaction => interaction.ReplyAsync($"restarted {interaction.Option("container")}"));
        var page = await scene.OpenAsync("operator");

        await page.Composer.BeginAsync("restart");
        await Expect(page.Composer.Choice("nginx")).ToBeVisibleAsync();
        await page.Composer.Option("container").PressSequentiallyAsync("postgres");
        await page.Page.Keyboard.PressAsync("Enter");
        late.SetResult();

        await Expect(page.Message("restarted postgres").Root).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_answer_that_takes_time_shows_that_the_application_is_thinking()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await scene.Bot.OfferAsync(Messages.Command("status", "How the homelab is doing"));
        BotInteraction? asked = null;
        scene.Bot.On("status", async interaction =>
        {
            await interaction.DeferAsync();
            asked = interaction;
            finish.SetResult();
        });
        var page = await scene.OpenAsync("viewer");

        await page.Composer.RunAsync("status");
        await Expect(page.Message("is thinking…").Root).ToBeVisibleAsync();
        await page.PhotographAsync("thinking");
        await finish.Task.WaitAsync(TestContext.Current.CancellationToken);
        await asked!.EditReplyAsync(Messages.StatusCard());

        await Expect(page.Message("/status").Embed("Homelab status")).ToBeVisibleAsync();
        await Expect(page.Log.GetByText("is thinking…")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_command_that_nobody_answers_says_so_and_the_note_can_be_dismissed()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(Messages.Command("silence", "Never answers"));
        var page = await scene.OpenAsync("viewer");

        await page.Composer.RunAsync("silence");
        await Expect(page.Log.GetByText("Sending command…")).ToBeVisibleAsync();
        await Expect(page.Log.GetByText("The application did not respond")).ToBeVisibleAsync();
        await page.PhotographAsync("no-answer");
        await page.Message("The application did not respond").Button("Dismiss").ClickAsync();

        await Expect(page.Log.GetByText("The application did not respond")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Selects_offer_strings_members_roles_and_channels_and_send_what_was_chosen()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        string[] selects = ["containers", "who", "role", "where"];
        foreach (var select in selects)
            scene.Bot.On(select, interaction => interaction.ReplyAsync($"{interaction.Key}: {interaction.Data["values"]!.AsArray().Count}"));
        var page = await scene.OpenAsync("owner");
        await scene.Bot.SayAsync(Messages.Selects());
        var message = page.Message("Who, what and where?");

        await message.ChooseAsync("Containers", "nginx", "jellyfin");
        await Expect(page.Message("containers: 2").Root).ToBeVisibleAsync();
        await message.ChooseAsync("Somebody", "Operator");
        await Expect(page.Message("who: 1").Root).ToBeVisibleAsync();
        await message.ChooseAsync("A role", "Viewer");
        await Expect(page.Message("role: 1").Root).ToBeVisibleAsync();
        await message.ChooseAsync("A channel", "alerts");
        await Expect(page.Message("where: 1").Root).ToBeVisibleAsync();
        await page.PhotographAsync("selects");
    }

    [Theory]
    [MemberData(nameof(OnPhoneAndDesk))]
    public async Task A_modal_checks_what_is_written_and_sends_it(bool onPhone)
    {
        await using var scene = await PageScene.StartAsync(chromium);
        scene.Bot.On("why", interaction => interaction.AskAsync(Messages.ReasonModal()));
        scene.Bot.On("reason", interaction => interaction.ReplyAsync($"because {interaction.Input("text")}"));
        var page = await scene.OpenAsync("owner", screen: onPhone ? Screen.Phone : Screen.Desk);
        await scene.Bot.SayAsync(Messages.ApprovalCard("operator"));

        await page.Message("Approval needed").Button("Say why").ClickAsync();
        await Expect(page.Dialog).ToHaveAccessibleNameAsync("Why not?");
        await page.PhotographAsync("modal");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();
        await Expect(page.Dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Reason is required");
        await page.Dialog.GetByLabel("Reason").FillAsync("backup is running");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await Expect(page.Dialog).ToBeHiddenAsync();
        await Expect(page.Message("because backup is running").Root).ToBeVisibleAsync();
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task What_is_wrong_in_a_long_modal_is_said_at_its_field_and_in_sight()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        scene.Bot.On("why", interaction => interaction.AskAsync(Messages.LongModal()));
        var page = await scene.OpenAsync("owner", screen: Screen.Phone);
        await scene.Bot.SayAsync(Messages.ApprovalCard("operator"));

        await page.Message("Approval needed").Button("Say why").ClickAsync();
        await page.Dialog.GetByLabel("Fourth").FillAsync("the last one is filled in");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync();

        await Expect(page.Dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Language is required");
        await Expect(page.Dialog.GetByRole(AriaRole.Alert)).ToBeInViewportAsync();
        await page.PhotographAsync("modal-long");
        Assert.Empty(page.Problems);
    }

    [Fact]
    public async Task A_button_that_nobody_answers_says_so_below_its_message()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        var page = await scene.OpenAsync("owner");
        await scene.Bot.SayAsync(Messages.ApprovalCard("operator"));

        await page.Message("Approval needed").Button("Refuse").ClickAsync();

        await Expect(page.Message("Approval needed").Root.GetByText("This interaction failed")).ToBeVisibleAsync();
        await Expect(page.Message("Approval needed").Button("Not now")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_message_command_runs_on_the_message_that_it_was_chosen_on()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        await scene.Bot.OfferAsync(new JsonObject { ["type"] = 3, ["name"] = "Remember this" });
        scene.Bot.On("Remember this", interaction => interaction.ReplyAsync($"remembered {interaction.Data["target_id"]}", ephemeral: true));
        var page = await scene.OpenAsync("owner");
        var id = await scene.Bot.SayAsync("nginx likes port 8080");

        await page.Message("nginx likes port 8080").DoAsync("Remember this");

        await Expect(page.Message($"remembered {id}").Root).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_layout_of_components_is_drawn_and_its_buttons_work()
    {
        await using var scene = await PageScene.StartAsync(chromium);
        scene.Bot.On("again", interaction => interaction.ReplyAsync("running again"));
        var page = await scene.OpenAsync("owner");
        await scene.Bot.SayAsync(Messages.Layout());
        var message = page.Message("Nightly backup");

        await Expect(message.Root.GetByRole(AriaRole.Heading, new() { Name = "Nightly backup" })).ToBeVisibleAsync();
        await Expect(message.Button("Open report")).ToBeVisibleAsync();
        await message.Button("Run again").ClickAsync();
        await Expect(page.Message("running again").Root).ToBeVisibleAsync();
        await page.PhotographAsync("layout");
    }
}
