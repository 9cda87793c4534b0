using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class HandlerTests
{
    private static CancellationToken Token => Patience.Token;

    [Fact]
    public async Task Events_of_one_channel_are_handled_in_order_and_one_at_a_time()
    {
        const int count = 300;
        var seen = new List<int>();
        var running = 0;
        var done = new TaskCompletionSource();
        await using var bot = await RunningBot.StartAsync(configure: client => client.On<MessageCreate>(async (message, _) =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running));
            await Task.Yield();
            seen.Add(int.Parse(message.Content));
            Interlocked.Decrement(ref running);
            if (seen.Count == count)
                done.SetResult();
        }));
        for (var i = 0; i < count; i++)
            await SendAsync(bot, i + 2, channel: 20, $"{i}");
        await done.Task.WaitAsync(Token);
        Assert.Equal(Enumerable.Range(0, count), seen);
    }

    [Fact]
    public async Task A_handler_that_hangs_delays_only_its_own_channel_and_never_the_heartbeat()
    {
        var release = new TaskCompletionSource();
        var seen = Channel.CreateUnbounded<string>();
        await using var bot = await RunningBot.StartAsync(configure: client => client.On<MessageCreate>(async (message, _) =>
        {
            if (message.Content == "hang")
                await release.Task;
            await seen.Writer.WriteAsync(message.Content, Token);
        }));
        await SendAsync(bot, 2, channel: 20, "hang");
        await SendAsync(bot, 3, channel: 20, "behind");
        for (var channel = 21; channel < 40; channel++)
        {
            await SendAsync(bot, channel, channel, $"{channel}");
            Assert.Equal($"{channel}", await seen.Reader.ReadAsync(Token));
        }
        await bot.Gateway.SendAsync("""{"op":1}""");
        await bot.Gateway.ExpectAsync(1);

        release.SetResult();
        Assert.Equal("hang", await seen.Reader.ReadAsync(Token));
        Assert.Equal("behind", await seen.Reader.ReadAsync(Token));
    }

    [Fact]
    public async Task A_handler_that_throws_is_reported_and_the_next_handler_and_event_are_served()
    {
        var errors = Channel.CreateUnbounded<HandlerError>();
        var seen = Channel.CreateUnbounded<string>();
        await using var bot = await RunningBot.StartAsync(configure: client =>
        {
            client.UnhandledHandlerError = error => errors.Writer.TryWrite(error);
            client.On<MessageCreate>((message, _) => message.Content == "bad" ? throw new InvalidOperationException("oops") : Task.CompletedTask);
            client.On<MessageCreate>((message, _) => seen.Writer.WriteAsync(message.Content, Token).AsTask());
        });
        await SendAsync(bot, 2, channel: 20, "bad");
        await SendAsync(bot, 3, channel: 20, "good");
        Assert.Equal("bad", await seen.Reader.ReadAsync(Token));
        Assert.Equal("good", await seen.Reader.ReadAsync(Token));
        var error = await errors.Reader.ReadAsync(Token);
        Assert.Equal(("MESSAGE_CREATE", "oops", "bad"), (error.EventName, error.Exception.Message, ((MessageCreate)error.Event).Content));
        Assert.Equal(1, bot.Client.Statistics.HandlerErrors);
    }

    [Fact]
    public async Task A_full_queue_drops_the_newest_events_of_its_channel_and_counts_them()
    {
        var release = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var seen = new ConcurrentQueue<string>();
        var other = new TaskCompletionSource();
        await using var bot = await RunningBot.StartAsync(
            discord => new DiscordClientOptions { Token = "t", ApiBaseUrl = discord.ApiBaseUrl, EventsPerChannel = 3 },
            configure: client => client.On<MessageCreate>(async (message, _) =>
            {
                if (message.ChannelId == 21)
                    other.TrySetResult();
                started.TrySetResult();
                await release.Task;
                seen.Enqueue(message.Content);
            }));
        await SendAsync(bot, 2, channel: 20, "0");
        await started.Task.WaitAsync(Token);
        for (var i = 1; i <= 6; i++)
            await SendAsync(bot, 2 + i, channel: 20, $"{i}");
        await SendAsync(bot, 20, channel: 21, "other");
        await other.Task.WaitAsync(Token);
        Assert.Equal((3, 3), (bot.Client.Statistics.Dropped, bot.Client.Statistics.Waiting));
        release.SetResult();
        await bot.StopAsync();
        await bot.Running;
        await bot.Client.DisposeAsync();
        Assert.DoesNotContain("4", seen);
    }

    [Fact]
    public async Task A_handler_runs_in_an_activity_of_its_own_and_can_be_taken_away()
    {
        var seen = Channel.CreateUnbounded<(string Id, string? Event)>();
        await using var bot = await RunningBot.StartAsync();
        var registration = bot.Client.On<MessageCreate>((_, _) => seen.Writer.WriteAsync((Activity.Current!.Id!, Activity.Current.GetTagItem("discord.event") as string), Token).AsTask());
        await SendAsync(bot, 2, channel: 20, "a");
        await SendAsync(bot, 3, channel: 20, "b");
        var (first, name) = await seen.Reader.ReadAsync(Token);
        var (second, _) = await seen.Reader.ReadAsync(Token);
        Assert.NotEqual(first, second);
        Assert.Equal("MESSAGE_CREATE", name);

        registration.Dispose();
        await SendAsync(bot, 4, channel: 20, "c");
        using var last = bot.Client.On<MessageDelete>((_, _) => seen.Writer.WriteAsync(("", "end"), Token).AsTask());
        await bot.Gateway.DispatchAsync("MESSAGE_DELETE", 5, """{"id":"1","channel_id":"20"}""");
        Assert.Equal("end", (await seen.Reader.ReadAsync(Token)).Event);
    }

    [Fact]
    public async Task Disposing_cancels_running_handlers_and_waits_for_them()
    {
        var started = new TaskCompletionSource();
        var ended = false;
        await using var bot = await RunningBot.StartAsync(configure: client => client.On<MessageCreate>(async (_, cancellationToken) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ended = true;
        }));
        await SendAsync(bot, 2, channel: 20, "a");
        await started.Task.WaitAsync(Token);
        await bot.StopAsync();
        await bot.Running;
        await bot.Client.DisposeAsync();
        Assert.True(ended);
    }

    [Fact]
    public async Task A_type_that_is_no_event_is_refused_by_name()
    {
        await using var bot = await RunningBot.CreateAsync();
        var error = Assert.Throws<ArgumentException>(() => bot.Client.On<Version>((_, _) => Task.CompletedTask));
        Assert.Contains("Version is no gateway event", error.Message, StringComparison.Ordinal);
    }

    private static Task SendAsync(RunningBot bot, int sequence, int channel, string content) =>
        bot.Gateway.DispatchAsync("MESSAGE_CREATE", sequence, $$$"""{"id":"{{{sequence}}}","channel_id":"{{{channel}}}","content":"{{{content}}}","author":{"id":"6","username":"u"},"timestamp":"2026-01-01T00:00:00+00:00"}""");
}
