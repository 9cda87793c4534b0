using HydraBot.Discord;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Interactions;

public class AutomaticDeferralTests
{
    private static readonly TimeSpan DeferAfter = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => Patience.Token;

    [Theory]
    [InlineData(Deferral.Public, """{"type":5}""")]
    [InlineData(Deferral.Ephemeral, """{"type":5,"data":{"flags":64}}""")]
    public async Task A_slow_command_is_deferred_two_seconds_after_receipt_and_its_answer_becomes_an_edit(Deferral deferral, string expected)
    {
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnCommand(
            "status",
            async (context, ct) =>
            {
                await release.Task;
                await context.RespondAsync("at last", cancellationToken: ct);
            },
            deferral));
        await fixture.SendAsync(InteractionPayloads.Command(50));
        await fixture.Time.PassAsync(DeferAfter);
        Assert.Equal(expected, (await fixture.ExpectCallbackAsync(50, type: 5)).Json!.ToJsonString());
        release.SetResult();
        Assert.Equal("at last", (string)(await fixture.ExpectAsync("PATCH /webhooks/901/token-50/messages/@original")).Json!["content"]!);
    }

    [Fact]
    public async Task A_slow_button_is_deferred_without_showing_anything_and_its_message_is_updated_later()
    {
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(client => client.Interactions.OnComponent("b", async (context, ct) =>
        {
            await release.Task;
            await context.UpdateAsync("pressed", ct);
        }));
        await fixture.SendAsync(InteractionPayloads.Component(50, "b"));
        await fixture.Time.PassAsync(DeferAfter);
        await fixture.ExpectCallbackAsync(50, type: 6);
        release.SetResult();
        await fixture.ExpectAsync("PATCH /webhooks/901/token-50/messages/@original");
    }

    [Fact]
    public async Task Time_in_the_queue_counts()
    {
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(
            client =>
            {
                client.Interactions.OnCommand("slow", async (context, ct) =>
                {
                    await context.RespondAsync("working", cancellationToken: ct);
                    started.SetResult();
                    await release.Task;
                });
                client.Interactions.OnCommand("behind", (context, ct) => context.RespondAsync("my turn", cancellationToken: ct), Deferral.Ephemeral);
            },
            discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, InteractionOrder = InteractionOrder.PerChannel });
        await fixture.SendAsync(InteractionPayloads.Command(50, "slow"));
        await fixture.ExpectCallbackAsync(50, type: 4);
        await started.Task.WaitAsync(Token);
        await fixture.Time.TimerAsync(due => due == DeferAfter);

        await fixture.SendAsync(InteractionPayloads.Command(51, "behind"));
        await fixture.Time.PassAsync(DeferAfter);
        // Its handler has not been called, and it is deferred all the same.
        Assert.Equal(64, (int)(await fixture.ExpectCallbackAsync(51, type: 5)).Json!["data"]!["flags"]!);
        release.SetResult();
        Assert.Equal("my turn", (string)(await fixture.ExpectAsync("PATCH /webhooks/901/token-51/messages/@original")).Json!["content"]!);
    }

    [Fact]
    public async Task What_can_no_longer_be_answered_when_its_turn_comes_is_reported_and_not_handled()
    {
        var called = false;
        var errors = new TaskCompletionSource<HandlerError>();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(
            client =>
            {
                client.UnhandledHandlerError = error => errors.TrySetResult(error);
                client.Interactions.OnCommand("slow", async (context, ct) =>
                {
                    await context.RespondAsync("working", cancellationToken: ct);
                    started.SetResult();
                    await release.Task;
                });
                client.Interactions.OnCommand("modal", (_, _) => Task.FromResult(called = true), Deferral.None);
            },
            discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, InteractionOrder = InteractionOrder.PerChannel, FailureReply = "" });
        await fixture.SendAsync(InteractionPayloads.Command(50, "slow"));
        await fixture.ExpectCallbackAsync(50, type: 4);
        await started.Task.WaitAsync(Token);
        await fixture.SendAsync(InteractionPayloads.Command(51, "modal"));
        await fixture.Bot.Gateway.SendAsync("""{"op":1}""");
        await fixture.Bot.Gateway.ExpectAsync(1);
        fixture.Time.Advance(TimeSpan.FromSeconds(3));
        release.SetResult();
        var error = await errors.Task.WaitAsync(Token);
        Assert.IsType<InteractionExpiredException>(error.Exception);
        Assert.Contains("waited so long for its turn", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(called);
    }

    [Fact]
    public async Task A_modal_after_a_deferral_says_how_to_register_its_handler()
    {
        var errors = new TaskCompletionSource<HandlerError>();
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.UnhandledHandlerError = error => errors.TrySetResult(error);
            client.Interactions.OnCommand("note", async (context, ct) =>
            {
                await release.Task;
                await context.ShowModalAsync(new Modal { CustomId = "m", Title = "t", Components = [new TextDisplay("x")] }, ct);
            });
        });
        await fixture.SendAsync(InteractionPayloads.Command(50, "note"));
        await fixture.Time.PassAsync(DeferAfter);
        await fixture.ExpectCallbackAsync(50, type: 5);
        release.SetResult();
        Assert.Contains("register its handler with Deferral.None", (await errors.Task.WaitAsync(Token)).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_fifteen_minutes_an_answer_is_refused_with_what_to_do_instead()
    {
        var errors = new TaskCompletionSource<HandlerError>();
        var deferred = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.UnhandledHandlerError = error => errors.TrySetResult(error);
            client.Interactions.OnCommand("status", async (context, ct) =>
            {
                await context.DeferAsync(cancellationToken: ct);
                deferred.SetResult();
                await release.Task;
                await context.RespondAsync("too late", cancellationToken: ct);
            });
        });
        await fixture.SendAsync(InteractionPayloads.Command(50));
        await fixture.ExpectCallbackAsync(50, type: 5);
        await deferred.Task.WaitAsync(Token);
        fixture.Time.Advance(TimeSpan.FromMinutes(15));
        release.SetResult();
        var error = (await errors.Task.WaitAsync(Token)).Exception;
        Assert.IsType<InteractionExpiredException>(error);
        Assert.Equal("ApplicationCommand 50 status can no longer be answered: it came 15 minutes ago, and Discord allows 15. Write to its channel instead.", error.Message);
    }

    [Fact]
    public async Task An_interaction_that_Discord_gave_up_is_an_expiry_with_the_time_it_took()
    {
        var errors = new TaskCompletionSource<HandlerError>();
        await using var fixture = await InteractionFixture.StartAsync(client =>
        {
            client.UnhandledHandlerError = error => errors.TrySetResult(error);
            client.Interactions.OnCommand("status", (context, ct) => context.RespondAsync("x", cancellationToken: ct));
        });
        fixture.Discord.On("POST /interactions/50/token-50/callback", _ => new FakeAnswer(404, """{"code":10062,"message":"Unknown interaction"}"""));
        await fixture.SendAsync(InteractionPayloads.Command(50));
        var error = (await errors.Task.WaitAsync(Token)).Exception;
        Assert.IsType<InteractionExpiredException>(error);
        Assert.Contains("0.0 s after it arrived (code 10062)", error.Message, StringComparison.Ordinal);
    }
}
