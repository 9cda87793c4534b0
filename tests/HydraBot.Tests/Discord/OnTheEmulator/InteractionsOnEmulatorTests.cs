using System.Text.Json.Nodes;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.Discord.OnTheEmulator;

public class InteractionsOnEmulatorTests
{
    private static CancellationToken Token => Patience.Token;

    private static IReadOnlyList<CommandDefinition> Commands =>
    [
        new()
        {
            Name = "container",
            Description = "Containers",
            Options =
            [
                new()
                {
                    Type = CommandOptionType.SubCommand, Name = "restart", Description = "Restart one",
                    Options =
                    [
                        new() { Type = CommandOptionType.String, Name = "name", Description = "Which", Required = true, Autocomplete = true },
                        new() { Type = CommandOptionType.Integer, Name = "wait", Description = "Seconds", MinValue = 1, MaxValue = 60, Choices = [new("Short", 5), new("Long", 50)] },
                    ],
                },
            ],
        },
        new() { Name = "note", Description = "Write a note", DescriptionLocalizations = new Dictionary<string, string> { ["de"] = "Eine Notiz" } },
        new() { Type = ApplicationCommandType.Message, Name = "Remember this", DefaultMemberPermissions = Permissions.SendMessages },
    ];

    [Fact]
    public async Task Commands_are_written_once()
    {
        await using var bot = await EmulatedBot.StartAsync();
        var first = await bot.Client.Commands.SyncAsync(Commands, bot.GuildId, Token);
        Assert.True(first.Written);
        Assert.Equal(["container", "note", "Remember this"], first.Added);
        Assert.False((await bot.Client.Commands.SyncAsync(Commands, bot.GuildId, Token)).Written);

        var global = await bot.Client.Commands.SyncAsync(Commands, cancellationToken: Token);
        Assert.True(global.Written);
        Assert.False((await bot.Client.Commands.SyncAsync(Commands, cancellationToken: Token)).Written);
        Assert.Equal(["note"], (await bot.Client.Commands.SyncAsync([Commands[0], Commands[1] with { Description = "x" }, Commands[2]], cancellationToken: Token)).Changed);
    }

    [Fact]
    public async Task A_subcommand_with_autocomplete_answers_with_embed_buttons_and_file_and_the_button_updates_it()
    {
        await using var bot = await EmulatedBot.StartAsync(client =>
        {
            client.Interactions.OnAutocomplete("container restart", (context, _) => Task.FromResult<IReadOnlyList<CommandChoice>>([new($"{context.Data.Focused!.AsText()}-1", "web-1")]));
            client.Interactions.OnCommand("container restart", (context, ct) => context.RespondAsync(
                new MessagePayload
                {
                    Embeds = [new() { Title = $"Restart {context.Data.Argument("name")!.AsText()}?", Fields = [new("wait", $"{context.Data.Argument("wait")!.AsInteger()}", true)], Color = 0xFF8800, Image = new() { Url = "attachment://a.png" } }],
                    Components = [new ActionRow(new Button("yes", "Yes", ButtonStyle.Success) { Emoji = "✅" }, new Button("no", "No", ButtonStyle.Danger))],
                    Files = [new FileUpload("a.png", new byte[] { 1, 2, 3 }, "image/png")],
                },
                cancellationToken: ct));
            client.Interactions.OnComponent("yes", (context, ct) => context.UpdateAsync(new MessagePayload { Content = $"{context.User.Username} said yes", Components = [] }, ct));
        });
        await bot.Client.Commands.SyncAsync(Commands, bot.GuildId, Token);

        var typed = JsonNode.Parse("""[{"type":1,"name":"restart","options":[{"type":3,"name":"name","value":"we","focused":true}]}]""")!.AsArray();
        await Press.CommandAsync(bot.Desk, "operator", bot.Channel, "container", typed, type: 4);
        var choices = await bot.Member.EventAsync("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE");
        Assert.Equal("""[{"name":"we-1","value":"web-1"}]""", choices["choices"]!.ToJsonString());

        var options = JsonNode.Parse("""[{"type":1,"name":"restart","options":[{"type":3,"name":"name","value":"web-1"},{"type":4,"name":"wait","value":5}]}]""")!.AsArray();
        await Press.CommandAsync(bot.Desk, "operator", bot.Channel, "container", options);
        var message = await bot.Member.EventAsync("MESSAGE_CREATE");
        Assert.Equal("Restart web-1?", (string)message["embeds"]![0]!["title"]!);
        Assert.EndsWith("/a.png", (string)message["embeds"]![0]!["image"]!["url"]!, StringComparison.Ordinal);

        await Press.ComponentAsync(bot.Desk, "operator", message, "yes");
        var updated = await bot.Member.EventAsync("MESSAGE_UPDATE");
        Assert.Equal(("operator said yes", 0), ((string)updated["content"]!, updated["components"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_slow_handler_is_deferred_before_Discord_gives_up_and_then_answers_ephemerally()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        // Of Discord's three seconds two pass here, however busy the machine is.
        var clock = Desk.Clock();
        await using var bot = await EmulatedBot.StartAsync(
            client => client.Interactions.OnCommand(
                "note",
                async (context, ct) =>
                {
                    begun.SetResult();
                    await release.Task;
                    await context.RespondAsync("kept", cancellationToken: ct);
                    await context.FollowUpAsync("and more", ephemeral: true, ct);
                },
                Deferral.Ephemeral),
            clock: clock);
        await bot.Client.Commands.SyncAsync(Commands, bot.GuildId, Token);
        await Press.CommandAsync(bot.Desk, "operator", bot.Channel, "note");
        await begun.Task.WaitAsync(Token);
        clock.Advance(TimeSpan.FromSeconds(2));
        var thinking = await bot.Member.EventAsync("MESSAGE_CREATE");
        Assert.Equal(64 | 128, (int)thinking["flags"]!);
        release.SetResult();
        Assert.Equal("kept", (string)(await bot.Member.EventAsync("MESSAGE_UPDATE"))["content"]!);
        Assert.Equal("and more", (string)(await bot.Member.EventAsync("MESSAGE_CREATE"))["content"]!);
        Assert.False(bot.Errors.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_private_answer_after_a_public_deferral_stays_private()
    {
        await using var bot = await EmulatedBot.StartAsync(client => client.Interactions.OnCommand("note", async (context, ct) =>
        {
            await context.DeferAsync(ephemeral: false, ct);
            await context.RespondAsync("secret", ephemeral: true, ct);
        }));
        await bot.Client.Commands.SyncAsync(Commands, bot.GuildId, Token);
        await using var other = await bot.Desk.LogInAsync("viewer");
        await Press.CommandAsync(bot.Desk, "operator", bot.Channel, "note");
        await bot.Member.EventAsync("MESSAGE_CREATE");
        var secret = await bot.Member.EventAsync("MESSAGE_CREATE");
        Assert.Equal(("secret", 64), ((string)secret["content"]!, (int)secret["flags"]! & 64));
        await bot.SayAsync("the end");
        JsonNode seen;
        do
        {
            seen = await other.EventAsync("MESSAGE_CREATE");
            Assert.NotEqual("secret", (string)seen["content"]!);
        }
        while ((string)seen["content"]! != "the end");
    }

    [Fact]
    public async Task A_modal_is_filled_in_and_read()
    {
        await using var bot = await EmulatedBot.StartAsync(client =>
        {
            client.Interactions.OnCommand("note", (context, ct) => context.ShowModalAsync(
                new Modal
                {
                    CustomId = "note",
                    Title = "A note",
                    Components =
                    [
                        new Label("Text", new TextInput { CustomId = "text", Style = TextInputStyle.Paragraph, Required = true }, "What to keep"),
                        new Label("Kind", new StringSelect { CustomId = "kind", Options = [new("Fact", "fact"), new("Task", "task")] }),
                    ],
                },
                ct), Deferral.None);
            client.Interactions.OnModal("note", (context, ct) => context.RespondAsync($"{context.Data.Inputs["kind"][0]}: {context.Data.Inputs["text"][0]}", cancellationToken: ct));
        });
        await bot.Client.Commands.SyncAsync(Commands, bot.GuildId, Token);
        await Press.CommandAsync(bot.Desk, "operator", bot.Channel, "note");
        var modal = await bot.Member.EventAsync("INTERACTION_MODAL_CREATE");
        var answer = await Press.ModalAsync(bot.Desk, "operator", modal, JsonNode.Parse("""
            [{"type":18,"component":{"type":4,"custom_id":"text","value":"buy milk"}},{"type":18,"component":{"type":3,"custom_id":"kind","values":["task"]}}]
            """)!.AsArray());
        Assert.Equal(204, (int)answer.Status);
        Assert.Equal("task: buy milk", (string)(await bot.Member.EventAsync("MESSAGE_CREATE"))["content"]!);
    }

    [Fact]
    public async Task A_context_command_brings_the_message_it_was_used_on()
    {
        await using var bot = await EmulatedBot.StartAsync(client => client.Interactions.OnCommand(
            "Remember this", (context, ct) => context.RespondAsync($"kept: {context.Data.Resolved!.Messages![context.Data.TargetId!.Value].Content}", cancellationToken: ct)));
        await bot.Client.Commands.SyncAsync(Commands, bot.GuildId, Token);
        var target = await bot.SayAsync("the answer is 42");
        var command = await Press.FindAsync(bot.Desk, "operator", "Remember this");
        await bot.Member.EventAsync("MESSAGE_CREATE");
        var answer = await bot.Desk.Member("operator").PostAsync("interactions", Press.Body(bot.Desk, bot.Channel, 2, "9", command["application_id"]!, new JsonObject
        {
            ["id"] = (string)command["id"]!,
            ["version"] = (string)command["version"]!,
            ["name"] = "Remember this",
            ["type"] = 3,
            ["target_id"] = target.Id,
        }));
        Assert.Equal(204, (int)answer.Status);
        Assert.Equal("kept: the answer is 42", (string)(await bot.Member.EventAsync("MESSAGE_CREATE"))["content"]!);
    }
}
