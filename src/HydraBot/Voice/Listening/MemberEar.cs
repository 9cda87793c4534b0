using HydraBot.Speech.Hearing;
using HydraBot.Speech.Opus;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Metrics;

namespace HydraBot.Voice.Listening;

/// <summary>One member's streams and ear. A member who comes back has a new stream; the ear stays theirs.</summary>
internal sealed class MemberEar(ulong memberId, Ear ear, VoiceMetrics metrics) : IDisposable
{
    private const int MostStreams = 4;
    private readonly Dictionary<uint, StreamDecoder> _streams = [];

    public ulong MemberId => memberId;

    public Ear Ear => ear;

    /// <summary>True when a sentence that is not understood deserves a word: it was woken for, not merely followed.</summary>
    public bool WasCalled { get; set; }

    /// <summary>The turn that runs for this member.</summary>
    public Task Turn { get; set; } = Task.CompletedTask;

    public IReadOnlyList<EarEvent> Hear(HeardFrame frame)
    {
        if (!_streams.TryGetValue(frame.Stream, out var stream))
        {
            if (_streams.Count >= MostStreams)
                Forget();
            _streams.Add(frame.Stream, stream = new StreamDecoder());
        }
        var damaged = stream.Damaged;
        var sound = stream.Push(frame.Opus.Span, frame.Timestamp);
        metrics.Frame(frame.Opus.IsEmpty ? "lost" : stream.Damaged > damaged ? "damaged" : "heard");
        return sound.IsEmpty ? [] : ear.Hear(sound);
    }

    public void Dispose()
    {
        Forget();
        ear.Dispose();
    }

    private void Forget()
    {
        foreach (var stream in _streams.Values)
            stream.Dispose();
        _streams.Clear();
    }
}
