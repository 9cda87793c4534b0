using HydraBot.Discord;
using HydraBot.Discord.Gateway.Events;
using Xunit;

namespace HydraBot.Tests.Discord.Gateway;

public class HeartbeatTests
{
    private const int Interval = 41_250;

    private static bool IsBeat(TimeSpan due) => due.TotalMilliseconds < Interval && due != TimeSpan.FromSeconds(20) && due != TimeSpan.FromSeconds(15);

    [Fact]
    public async Task The_first_heartbeat_comes_after_a_random_part_of_the_interval()
    {
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            var time = new ManualTime();
            await using var bot = await RunningBot.StartAsync(time: time, heartbeatInterval: Interval);
            var pause = await time.TimerAsync(IsBeat);
            time.Advance(pause);
            Assert.Equal(1, (int)(await bot.Gateway.ExpectAsync(1))["d"]!);
            pauses.Add(pause);
        }
        Assert.All(pauses, pause => Assert.InRange(pause.TotalMilliseconds, 0, Interval));
        Assert.Equal(8, pauses.Distinct().Count());
    }

    [Fact]
    public async Task Heartbeats_go_on_while_they_are_acknowledged_and_their_latency_is_known()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.StartAsync(time: time, heartbeatInterval: Interval);
        var measured = new TaskCompletionSource();
        time.Advance(await time.TimerAsync(IsBeat));
        for (var beat = 0; beat < 5; beat++)
        {
            await bot.Gateway.ExpectAsync(1);
            time.Advance(TimeSpan.FromMilliseconds(70));
            await bot.Gateway.SendAsync("""{"op":11}""");
            // The event after the acknowledgement shows that it was taken.
            var seen = new TaskCompletionSource();
            using (bot.Client.On<TypingStart>((_, _) => Task.FromResult(seen.TrySetResult())))
            {
                await bot.Gateway.DispatchAsync("TYPING_START", beat + 2, """{"channel_id":"5","user_id":"6","timestamp":1}""");
                await seen.Task.WaitAsync(Patience.Token);
            }
            Assert.Equal(TimeSpan.FromMilliseconds(70), bot.Client.State.HeartbeatLatency);
            time.Advance(TimeSpan.FromMilliseconds(Interval - 70));
        }
        Assert.Equal(0, bot.Client.State.Reconnects);
    }

    [Fact]
    public async Task A_server_that_does_not_acknowledge_is_left_with_4000_and_the_session_resumed()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.StartAsync(time: time, heartbeatInterval: Interval);
        time.Advance(await time.TimerAsync(IsBeat));
        await bot.Gateway.ExpectAsync(1);
        await time.PassAsync(TimeSpan.FromMilliseconds(Interval));
        Assert.Equal(4000, await bot.Gateway.ClosedByClient);

        var again = await bot.Discord.NextGatewayAsync();
        await again.HelloAsync();
        Assert.Equal("session-1", (string)(await again.ExpectAsync(6))["d"]!["session_id"]!);
        Assert.Equal(ConnectionStatus.Resuming, bot.Client.State.Status);
        Assert.Equal("a heartbeat was not acknowledged", bot.Client.State.LastClose);
    }

    [Fact]
    public async Task A_heartbeat_that_the_server_asks_for_is_sent_at_once()
    {
        await using var bot = await RunningBot.StartAsync();
        await bot.Gateway.SendAsync("""{"op":1,"d":null}""");
        Assert.Equal(1, (int)(await bot.Gateway.ExpectAsync(1))["d"]!);
    }

    [Fact]
    public async Task A_server_that_says_nothing_after_connecting_is_left_after_twenty_seconds()
    {
        var time = new ManualTime();
        await using var bot = await RunningBot.CreateAsync(time: time);
        bot.Run();
        var mute = await bot.Discord.NextGatewayAsync();
        await time.PassAsync(TimeSpan.FromSeconds(20));
        // Whether the connection was made by then or not: there is no session to keep, and the next one is tried after a pause.
        Assert.NotEqual(1000, await mute.ClosedByClient);
        await time.PassAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.9999));
        await bot.Discord.NextGatewayAsync();
    }
}
