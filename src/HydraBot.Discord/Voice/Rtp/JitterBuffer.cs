namespace HydraBot.Discord.Voice.Rtp;

/// <summary>
/// Puts the packets of one stream into order. A packet is given out at once when it is the next; those behind a gap wait until the gap is filled, three
/// packets stand behind it, or the wait has lasted 60 ms; what is missing then is given out as lost. Whoever is silent sends nothing, so the
/// clock, not the next packet, ends a wait.
/// </summary>
internal sealed class JitterBuffer(TimeProvider time)
{
    /// <summary>How many packets may stand behind a gap.</summary>
    private const int Depth = 3;

    /// <summary>A jump that is no loss but a stream that starts anew.</summary>
    private const int LargestGap = 100;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(60);

    private readonly SortedDictionary<long, VoiceFrame> _waiting = [];
    private long? _next;
    private long _waitingSince;

    /// <summary>Whether packets wait behind a gap, for which <see cref="Drain"/> is to be called again.</summary>
    public bool IsWaiting => _waiting.Count > 0;

    /// <summary>Takes a packet; what can be given out is added to <paramref name="output"/>. One that comes twice or too late is dropped.</summary>
    public void Add(VoiceFrame frame, ICollection<VoiceFrame> output)
    {
        var number = Unwrap(frame.Sequence);
        if (_next is { } expected && Math.Abs(number - expected) > LargestGap)
        {
            Flush(output);
            _next = null;
            number = frame.Sequence;
        }
        _next ??= number;
        if (number < _next || !_waiting.TryAdd(number, frame))
            return;
        if (_waiting.Count == 1)
            _waitingSince = time.GetTimestamp();
        Drain(output);
    }

    /// <summary>Gives out what has waited long enough.</summary>
    public void Drain(ICollection<VoiceFrame> output)
    {
        GiveOutInOrder(output);
        while (_waiting.Count > 0 && (_waiting.Count >= Depth || time.GetElapsedTime(_waitingSince) >= LongestWait))
        {
            SkipGap(output);
            GiveOutInOrder(output);
        }
    }

    private void Flush(ICollection<VoiceFrame> output)
    {
        while (_waiting.Count > 0)
        {
            SkipGap(output);
            GiveOutInOrder(output);
        }
    }

    private void GiveOutInOrder(ICollection<VoiceFrame> output)
    {
        while (_next is { } next && _waiting.Remove(next, out var frame))
        {
            output.Add(frame);
            _next = next + 1;
            _waitingSince = time.GetTimestamp();
        }
    }

    private void SkipGap(ICollection<VoiceFrame> output)
    {
        var (number, first) = _waiting.First();
        for (var lost = _next!.Value; lost < number; lost++)
        {
            var distance = (uint)(number - lost);
            output.Add(first with { Sequence = (ushort)lost, Timestamp = first.Timestamp - (distance * FramePacer.SamplesPerFrame), Opus = default });
        }
        _next = number;
    }

    /// <summary>The packet's number without wrapping, nearest to the one that is next.</summary>
    private long Unwrap(ushort sequence) => _next is { } next ? next + (short)(sequence - (ushort)next) : sequence;
}
