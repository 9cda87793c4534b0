using System.Diagnostics;
using System.Threading.Channels;

namespace HydraBot.Tests.Improvement.Speed;

/// <summary>A clock that stands until a server says that time has passed: what is measured is what the server means, on a busy machine too.</summary>
internal sealed class AnswerClock : TimeProvider
{
    private readonly Channel<bool> _reads = Channel.CreateUnbounded<bool>();
    private long _now;

    public override long TimestampFrequency => Stopwatch.Frequency;

    public override long GetTimestamp()
    {
        _reads.Writer.TryWrite(true);
        return Interlocked.Read(ref _now);
    }

    /// <summary>What was read so far is of no account.</summary>
    public void Forget()
    {
        while (_reads.Reader.TryRead(out _))
        {
            // One read less.
        }
    }

    /// <summary>Waits until somebody has looked at the clock, and lets time pass.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await _reads.Reader.ReadAsync(cancellationToken);
        Interlocked.Add(ref _now, (long)(time.TotalSeconds * Stopwatch.Frequency));
    }
}
