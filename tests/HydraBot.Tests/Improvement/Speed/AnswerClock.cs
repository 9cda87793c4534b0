using System.Diagnostics;

namespace HydraBot.Tests.Improvement.Speed;

/// <summary>A clock that stands until a server says that time has passed: what is measured is what the server means, on a busy machine too.</summary>
internal sealed class AnswerClock : TimeProvider
{
    private readonly SemaphoreSlim _reads = new(0);
    private long _now;

    public override long TimestampFrequency => Stopwatch.Frequency;

    public override long GetTimestamp()
    {
        _reads.Release();
        return Interlocked.Read(ref _now);
    }

    /// <summary>What was read so far is of no account.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        while (await _reads.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            // One read less.
        }
    }

    /// <summary>Waits until somebody has looked at the clock, and lets time pass.</summary>
    public async Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await _reads.WaitAsync(cancellationToken);
        Interlocked.Add(ref _now, (long)(time.TotalSeconds * Stopwatch.Frequency));
    }
}
