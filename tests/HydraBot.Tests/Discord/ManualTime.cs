using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HydraBot.Tests.Discord;

/// <summary>A clock that moves when the test moves it, and tells what waits for it.</summary>
internal sealed class ManualTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public ManualTime() : base(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits for a time like this, and says how long.</summary>
    public async Task<TimeSpan> TimerAsync(Func<TimeSpan, bool> condition)
    {
        while (true)
        {
            var due = await _timers.Reader.ReadAsync(Patience.Token);
            if (condition(due))
                return due;
        }
    }

    /// <summary>Waits until somebody waits for a time between these, moves the clock there, and says how long it was.</summary>
    public async Task<TimeSpan> PassAsync(TimeSpan atLeast, TimeSpan atMost)
    {
        var due = await TimerAsync(time => time >= atLeast && time <= atMost);
        Advance(due);
        return due;
    }

    public Task<TimeSpan> PassAsync(TimeSpan exactly) => PassAsync(exactly, exactly);
}
