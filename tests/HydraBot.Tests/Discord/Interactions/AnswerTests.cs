using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Interactions;

public class AnswerTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task A_command_is_answered_with_a_message_that_comes_back()
    {
        var answered = new TaskCompletionSource<Message>();
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnCommand(
            "status", async (context, ct) => answered.SetResult(await context.RespondAsync("all is well", ephemeral: true, ct))));
        await fixture.SendAsync(InteractionPayloads.Command(50));
        var callback = await fixture.ExpectCallbackAsync(50, type: 4);
        Assert.Equal("with_response=true", callback.Query);
        Assert.Equal("""{"content":"all is well","allowed_mentions":{"parse":[]},"flags":64}""", callback.Json!["data"]!.ToJsonString());
        Assert.Equal("all is well", (await answered.Task).Content);
    }

    [Fact]
    public async Task After_a_deferral_the_answer_takes_the_placeholders_place()
    {
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnCommand("status", async (context, ct) =>
        {
            await context.DeferAsync(cancellationToken: ct);
            await context.RespondAsync("one", cancellationToken: ct);
            await context.EditOriginalAsync("two", ct);
            var more = await context.FollowUpAsync("three", ephemeral: true, ct);
            await context.EditFollowUpAsync(more.Id, "four", ct);
            await context.DeleteOriginalAsync(ct);
        }));
        await fixture.SendAsync(InteractionPayloads.Command(50));
        Assert.Equal("""{"type":5}""", (await fixture.ExpectCallbackAsync(50, type: 5)).Json!.ToJsonString());
        Assert.Equal("one", (string)(await fixture.ExpectAsync("PATCH /webhooks/901/token-50/messages/@original")).Json!["content"]!);
        Assert.Equal("two", (string)(await fixture.ExpectAsync("PATCH /webhooks/901/token-50/messages/@original")).Json!["content"]!);
        Assert.Equal(64, (int)(await fixture.ExpectAsync("POST /webhooks/901/token-50")).Json!["flags"]!);
        Assert.StartsWith("PATCH /webhooks/901/token-50/messages/10", (await fixture.Discord.NextRequestAsync()).Route, StringComparison.Ordinal);
        await fixture.ExpectAsync("DELETE /webhooks/901/token-50/messages/@original");
    }

    [Fact]
    public async Task A_private_answer_after_a_public_deferral_is_never_shown_to_everybody()
    {
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnCommand("status", async (context, ct) =>
        {
            await context.DeferAsync(ephemeral: false, ct);
            await context.RespondAsync("a secret", ephemeral: true, ct);
        }));
        await fixture.SendAsync(InteractionPayloads.Command(50));
        await fixture.ExpectCallbackAsync(50, type: 5);
        await fixture.ExpectAsync("DELETE /webhooks/901/token-50/messages/@original");
        var secret = await fixture.ExpectAsync("POST /webhooks/901/token-50");
        Assert.Equal(("a secret", 64), ((string)secret.Json!["content"]!, (int)secret.Json["flags"]!));
    }

    [Fact]
    public async Task A_button_updates_its_message_and_after_a_deferred_update_edits_it_and_answers_beside_it()
    {
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.Interactions.OnComponent("approve:", (context, ct) => context.UpdateAsync(new MessagePayload { Content = $"approved {context.Data.CustomId}", Components = [] }, ct));
            client.Interactions.OnComponent("slow", async (context, ct) =>
            {
                await context.DeferUpdateAsync(ct);
                await context.UpdateAsync("updated", ct);
                await context.RespondAsync("told you", ephemeral: true, ct);
            });
        });
        await fixture.SendAsync(InteractionPayloads.Component(50, "approve:17"));
        var update = await fixture.ExpectCallbackAsync(50, type: 7);
        Assert.Equal(("approved approve:17", "[]"), ((string)update.Json!["data"]!["content"]!, update.Json["data"]!["components"]!.ToJsonString()));

        await fixture.SendAsync(InteractionPayloads.Component(51, "slow"));
        await fixture.ExpectCallbackAsync(51, type: 6);
        await fixture.ExpectAsync("PATCH /webhooks/901/token-51/messages/@original");
        Assert.Equal(64, (int)(await fixture.ExpectAsync("POST /webhooks/901/token-51")).Json!["flags"]!);
    }

    [Fact]
    public async Task A_modal_is_shown_and_its_inputs_come_back_by_name()
    {
        var inputs = new TaskCompletionSource<IReadOnlyDictionary<string, IReadOnlyList<string>>>();
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.Interactions.OnCommand("note", (context, ct) => context.ShowModalAsync(
                new Modal
                {
                    CustomId = "note:1",
                    Title = "A note",
                    Components = [new Label("Text", new TextInput { CustomId = "text", Style = TextInputStyle.Paragraph }), new Label("Kind", new StringSelect { CustomId = "kind", Options = [new("A", "a")] })],
                },
                ct), Deferral.None);
            client.Interactions.OnModal("note:", (context, ct) =>
            {
                inputs.SetResult(context.Data.Inputs);
                return context.RespondAsync("kept", cancellationToken: ct);
            });
        });
        await fixture.SendAsync(InteractionPayloads.Command(50, "note"));
        var modal = await fixture.ExpectCallbackAsync(50, type: 9);
        Assert.Equal(
            """{"custom_id":"note:1","title":"A note","components":[{"type":18,"label":"Text","component":{"type":4,"custom_id":"text","style":2}},{"type":18,"label":"Kind","component":{"type":3,"options":[{"label":"A","value":"a"}],"custom_id":"kind"}}]}""",
            modal.Json!["data"]!.ToJsonString());

        await fixture.SendAsync(InteractionPayloads.Modal(51, "note:1", """
            [{"type":18,"id":1,"component":{"type":4,"id":2,"custom_id":"text","value":"buy milk"}},{"id":3,"component":{"values":["a","b"],"custom_id":"kind","type":3},"type":18},
             {"type":1,"components":[{"type":4,"custom_id":"old","value":"way"}]},{"type":18,"component":{"type":23,"custom_id":"sure","value":true}},{"type":99,"custom_id":"of next year"}]
            """.ReplaceLineEndings("")));
        await fixture.ExpectCallbackAsync(51, type: 4);
        var got = await inputs.Task;
        Assert.Equal(["buy milk"], got["text"]);
        Assert.Equal(["a", "b"], got["kind"]);
        Assert.Equal(["way"], got["old"]);
        Assert.Equal(["true"], got["sure"]);
    }

    [Fact]
    public async Task Autocomplete_offers_at_most_25_choices_for_what_is_being_typed()
    {
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnAutocomplete("restart", (context, _) =>
            Task.FromResult<IReadOnlyList<CommandChoice>>([.. Enumerable.Range(0, 40).Select(i => new CommandChoice($"{context.Data.Focused!.AsText()}{i}", i == 0 ? i : $"v{i}"))])));
        await fixture.SendAsync(InteractionPayloads.Autocomplete(50, "restart", "container", "web"));
        var choices = (await fixture.ExpectCallbackAsync(50, type: 8)).Json!["data"]!["choices"]!.AsArray();
        Assert.Equal(25, choices.Count);
        Assert.Equal("""{"name":"web0","value":0}""", choices[0]!.ToJsonString());
        Assert.Equal("""{"name":"web24","value":"v24"}""", choices[24]!.ToJsonString());
    }

    [Fact]
    public async Task Subcommands_are_handlers_of_their_own_and_options_have_their_types()
    {
        var seen = new TaskCompletionSource<InteractionData>();
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnCommand("container logs show", (context, ct) =>
        {
            seen.SetResult(context.Data);
            return context.RespondAsync("ok", cancellationToken: ct);
        }));
        await fixture.SendAsync(InteractionPayloads.Command(
            50,
            "container",
            options: """[{"name":"logs","type":2,"options":[{"name":"show","type":1,"options":[{"name":"name","type":3,"value":"web"},{"name":"lines","type":4,"value":50},{"name":"ratio","type":10,"value":0.5},{"name":"follow","type":5,"value":true},{"name":"user","type":6,"value":"6"}]}]}]""",
            resolved: """{"users":{"6":{"id":"6","username":"owner"}},"members":{"6":{"roles":["11"]}}}"""));
        await fixture.ExpectCallbackAsync(50, type: 4);
        var data = await seen.Task;
        Assert.Equal("container logs show", data.Path);
        Assert.Equal(("web", 50L, 0.5, true), (data.Argument("name")!.AsText(), data.Argument("lines")!.AsInteger(), data.Argument("ratio")!.AsNumber(), data.Argument("follow")!.AsBoolean()));
        Assert.Equal("owner", data.Resolved!.Users![data.Argument("user")!.AsId()].Username);
        Assert.Equal([11], data.Resolved.Members![6].Roles);
        Assert.Null(data.Argument("absent"));
        var wrong = Assert.Throws<HydraBot.Discord.DiscordException>(() => data.Argument("name")!.AsInteger());
        Assert.Equal("Option 'name' holds 'web' (String), not a whole number.", wrong.Message);
    }

    [Fact]
    public async Task A_second_first_answer_is_refused_with_what_to_use_instead()
    {
        var error = new TaskCompletionSource<Exception>();
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.UnhandledHandlerError = failed => error.SetResult(failed.Exception);
            client.Interactions.OnCommand("status", async (context, ct) =>
            {
                await context.RespondAsync("one", cancellationToken: ct);
                await context.RespondAsync("two", cancellationToken: ct);
            });
        });
        await fixture.SendAsync(InteractionPayloads.Command(50));
        await fixture.ExpectCallbackAsync(50, type: 4);
        Assert.Equal("ApplicationCommand 50 status was answered already: use FollowUpAsync or EditOriginalAsync.", (await error.Task.WaitAsync(Token)).Message);
    }

    [Fact]
    public async Task An_answer_whose_acknowledgement_was_lost_is_found_rather_than_given_twice()
    {
        var answered = new TaskCompletionSource<Message>();
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnCommand(
            "status", async (context, ct) => answered.SetResult(await context.RespondAsync("once", cancellationToken: ct))));
        var answers = new Queue<FakeAnswer>([FakeAnswer.Broken, new FakeAnswer(400, """{"code":40060,"message":"Interaction has already been acknowledged."}""")]);
        fixture.Discord.On("POST /interactions/50/token-50/callback", _ => answers.Dequeue());
        await fixture.SendAsync(InteractionPayloads.Command(50));
        await fixture.ExpectCallbackAsync(50, type: 4);
        await fixture.Time.PassAsync(TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500));
        await fixture.ExpectCallbackAsync(50, type: 4);
        await fixture.ExpectAsync("GET /webhooks/901/token-50/messages/@original");
        await answered.Task.WaitAsync(Token);
    }
}
