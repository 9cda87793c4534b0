using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Interactions;
using Xunit;

namespace HydraBot.Tests.Discord.Interactions;

public class InteractionQueueTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task A_long_command_does_not_hold_up_the_button_that_stops_it()
    {
        var stop = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.Interactions.OnCommand("chat", async (context, ct) =>
            {
                await context.RespondAsync("thinking", cancellationToken: ct);
                await stop.Task;
                await context.EditOriginalAsync("stopped", ct);
            });
            client.Interactions.OnComponent("stop", async (context, ct) =>
            {
                await context.DeferUpdateAsync(ct);
                stop.SetResult();
            });
        });
        await fixture.SendAsync(InteractionPayloads.Command(50, "chat"));
        await fixture.ExpectCallbackAsync(50, type: 4);
        await fixture.SendAsync(InteractionPayloads.Component(51, "stop"));
        await fixture.ExpectCallbackAsync(51, type: 6);
        await fixture.ExpectAsync("PATCH /webhooks/901/token-50/messages/@original");
    }

    [Fact]
    public async Task Autocomplete_never_waits_even_where_interactions_are_ordered()
    {
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(
            client =>
            {
                client.Interactions.OnCommand("slow", async (context, ct) =>
                {
                    await context.RespondAsync("working", cancellationToken: ct);
                    await release.Task;
                });
                client.Interactions.OnAutocomplete("slow", (_, _) => Task.FromResult<IReadOnlyList<CommandChoice>>([new("a", "a")]));
            },
            discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, InteractionOrder = InteractionOrder.PerChannel });
        await fixture.SendAsync(InteractionPayloads.Command(50, "slow"));
        await fixture.ExpectCallbackAsync(50, type: 4);
        await fixture.SendAsync(InteractionPayloads.Autocomplete(51, "slow", "o", "a"));
        await fixture.ExpectCallbackAsync(51, type: 8);
        release.SetResult();
    }

    [Fact]
    public async Task One_interaction_too_many_is_told_to_come_back_and_counted()
    {
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(
            client => client.Interactions.OnCommand("slow", async (context, ct) =>
            {
                await context.RespondAsync("working", cancellationToken: ct);
                await release.Task;
            }),
            discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, InteractionsInAll = 2, BusyReply = "busy, come back" });
        for (var id = 50; id < 52; id++)
        {
            await fixture.SendAsync(InteractionPayloads.Command(id, "slow"));
            await fixture.ExpectCallbackAsync(id, type: 4);
        }
        await fixture.SendAsync(InteractionPayloads.Command(52, "slow"));
        var busy = (await fixture.ExpectCallbackAsync(52, type: 4)).Json!["data"]!;
        Assert.Equal(("busy, come back", 64), ((string)busy["content"]!, (int)busy["flags"]!));
        Assert.Equal(1, fixture.Bot.Client.Statistics.RefusedInteractions);
        release.SetResult();
    }

    [Fact]
    public async Task A_failed_handler_is_reported_and_the_member_is_told()
    {
        var errors = new TaskCompletionSource<HandlerError>();
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.UnhandledHandlerError = error => errors.TrySetResult(error);
            client.Interactions.OnCommand("bad", (_, _) => throw new InvalidOperationException("oops"));
        });
        await fixture.SendAsync(InteractionPayloads.Command(50, "bad"));
        var told = (await fixture.ExpectCallbackAsync(50, type: 4)).Json!["data"]!;
        Assert.Equal(("Something went wrong on the bot's side.", 64), ((string)told["content"]!, (int)told["flags"]!));
        var error = await errors.Task.WaitAsync(Token);
        Assert.Equal(("INTERACTION_CREATE", "oops"), (error.EventName, error.Exception.Message));
        Assert.Equal("bad", Assert.IsType<InteractionContext>(error.Event).Data.Name);
    }

    [Fact]
    public async Task A_command_without_a_handler_is_told_so_unless_somebody_handles_the_event_itself()
    {
        await using var fixture = await InteractionFixture.StartAsync(_ => { });
        await fixture.SendAsync(InteractionPayloads.Command(50, "gone"));
        Assert.Equal("This is not known to the bot any more.", (string)(await fixture.ExpectCallbackAsync(50, type: 4)).Json!["data"]!["content"]!);
        await fixture.SendAsync(InteractionPayloads.Autocomplete(51, "gone", "o", "a"));
        Assert.Equal("[]", (await fixture.ExpectCallbackAsync(51, type: 8)).Json!["data"]!["choices"]!.ToJsonString());

        var seen = Channel.CreateUnbounded<string>();
        fixture.Bot.Client.On<InteractionCreate>((interaction, _) => seen.Writer.WriteAsync(interaction.Token, Token).AsTask());
        await fixture.SendAsync(InteractionPayloads.Command(52, "gone"));
        Assert.Equal("token-52", await seen.Reader.ReadAsync(Token));
    }

    [Fact]
    public async Task The_longest_prefix_of_a_custom_id_wins_and_a_name_has_one_handler()
    {
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.Interactions.OnComponent("a", (context, ct) => context.RespondAsync("short", cancellationToken: ct));
            client.Interactions.OnComponent("a:b", (context, ct) => context.RespondAsync("long", cancellationToken: ct));
            var error = Assert.Throws<InvalidOperationException>(() => client.Interactions.OnComponent("a", (_, _) => Task.CompletedTask));
            Assert.Equal("The component 'a' has a handler already.", error.Message);
        });
        await fixture.SendAsync(InteractionPayloads.Component(50, "a:b:c"));
        Assert.Equal("long", (string)(await fixture.ExpectCallbackAsync(50, type: 4)).Json!["data"]!["content"]!);
        await fixture.SendAsync(InteractionPayloads.Component(51, "a:c"));
        Assert.Equal("short", (string)(await fixture.ExpectCallbackAsync(51, type: 4)).Json!["data"]!["content"]!);
    }

    [Fact]
    public async Task An_interactions_token_does_not_show_in_its_text()
    {
        var seen = new TaskCompletionSource<string>();
        await using var fixture = await InteractionFixture.StartAsync(client => client.On<InteractionCreate>((interaction, _) => Task.FromResult(seen.TrySetResult($"{interaction}"))));
        await fixture.SendAsync(InteractionPayloads.Command(50, "status"));
        Assert.Equal("ApplicationCommand 50 status", await seen.Task.WaitAsync(Token));
    }
}
