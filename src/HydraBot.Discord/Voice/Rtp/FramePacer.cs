namespace HydraBot.Discord.Voice.Rtp;

/// <summary>
/// A frame every 20 ms by a clock that only goes forward. Each is due a whole number of frames after the first, so that late wake-ups do not add up; after
/// a pause of more than five frames the count starts anew, so that nothing is sent in a burst.
/// </summary>
internal sealed class FramePacer(TimeProvider time)
{
    public const int SamplesPerFrame = 960;

    private const int LongestCatchUp = 5;

    public static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private long _start;
    private long _frames = -1;

    /// <summary>Waits until the next frame is due.</summary>
    public async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        var wait = Next();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }

    /// <summary>The time until the next frame is due, which is then the current one.</summary>
    internal TimeSpan Next()
    {
        if (_frames >= 0)
        {
            _frames++;
            var due = (_frames * Frame) - time.GetElapsedTime(_start);
            if (due > -LongestCatchUp * Frame)
                return due > TimeSpan.Zero ? due : TimeSpan.Zero;
        }
        _start = time.GetTimestamp();
        _frames = 0;
        return TimeSpan.Zero;
    }
}
