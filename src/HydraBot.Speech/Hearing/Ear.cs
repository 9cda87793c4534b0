using System.Runtime.InteropServices;

namespace HydraBot.Speech.Hearing;

/// <summary>
/// One member's ear: wakes by word or push, and cuts out the sentence that follows. Whoever is silent sends nothing, so it is the clock, not the packets, that ends a
/// sentence: call <see cref="Tick"/> every 20 ms. Not thread-safe.
/// </summary>
public sealed class Ear(IVoiceActivity activity, IWakeDetector? wake, EarOptions options, TimeProvider time) : IDisposable
{
    private const int FrameMilliseconds = 32;

    /// <summary>Longer than the network's jitter: what is missing for longer is silence, not late.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(120);

    /// <summary>Silence after which the models rest until sound comes.</summary>
    private static readonly TimeSpan Doze = TimeSpan.FromSeconds(2);

    /// <summary>The end of a wake word is still heard when its beginning was enough.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromMilliseconds(800);
    private const int TailGapFrames = 4;

    /// <summary>Sound before the model is sure: 320 ms.</summary>
    private const int BeforeSamples = Sound.SpeechRate * 320 / 1000;

    private readonly List<short> _frame = [];
    private readonly List<short> _step = [];
    private readonly List<short> _sentence = [];
    private readonly List<EarEvent> _events = [];
    private long _known = time.GetTimestamp();
    private TimeSpan _silenceFed;
    private State _state;
    private bool _overhears;
    private bool _speaking;
    private int _silentFrames;
    private int _voicedFrames;
    private int _wakeSteps;
    private long? _wokeAt;
    private long _openUntil;

    private enum State
    {
        Asleep,
        Awake,
        Hearing,
    }

    /// <summary>Whether the member speaks now.</summary>
    public bool IsSpeaking => _speaking;

    /// <summary>Whether the ear waits for a sentence or hears one.</summary>
    public bool IsAwake => _state == State.Awake || (_state == State.Hearing && !_isOverheard);

    /// <summary>Whether sentences that nobody woke it for are cut out too: while the bot speaks, so that "stop" is heard.</summary>
    public bool Overhears
    {
        get => _overhears;
        set => _overhears = value;
    }

    private bool _isOverheard;

    /// <summary>Wakes it without a word: a push, or a follow-up question.</summary>
    public void Open(TimeSpan window)
    {
        if (_state == State.Hearing && !_isOverheard)
            return;
        (_state, _isOverheard, _wokeAt) = (State.Awake, false, null);
        _openUntil = time.GetTimestamp() + (long)(window.TotalSeconds * time.TimestampFrequency);
        KeepOnly(BeforeSamples);
    }

    /// <summary>Puts it to sleep; what was heard is dropped.</summary>
    public void Close()
    {
        (_state, _wokeAt) = (State.Asleep, null);
        KeepOnly(0);
    }

    /// <summary>Takes sound at 16 kHz, and returns what it noticed.</summary>
    public IReadOnlyList<EarEvent> Hear(ReadOnlySpan<short> samples)
    {
        _events.Clear();
        FillGap();
        (_known, _silenceFed) = (time.GetTimestamp(), TimeSpan.Zero);
        Take(samples);
        return _events.Count == 0 ? [] : [.. _events];
    }

    /// <summary>Lets time pass.</summary>
    public IReadOnlyList<EarEvent> Tick()
    {
        _events.Clear();
        FillGap();
        if (_state == State.Awake && !_speaking && time.GetTimestamp() > _openUntil)
        {
            Close();
            _events.Add(new EarEvent.NothingCame());
        }
        return _events.Count == 0 ? [] : [.. _events];
    }

    /// <summary>Frees the models' memory of this stream.</summary>
    public void Dispose()
    {
        activity.Dispose();
        wake?.Dispose();
    }

    private void FillGap()
    {
        var gap = time.GetElapsedTime(_known);
        // Once it is known that nobody sends, every further tick is silence: the end of a sentence is not late by another jitter.
        if (gap <= (_silenceFed > TimeSpan.Zero ? TimeSpan.Zero : Late))
            return;
        _known = time.GetTimestamp();
        var feed = gap > Doze - _silenceFed ? Doze - _silenceFed : gap;
        if (feed <= TimeSpan.Zero)
            return;
        _silenceFed += feed;
        Take(new short[(int)(feed.TotalSeconds * Sound.SpeechRate)]);
    }

    private void Take(ReadOnlySpan<short> samples)
    {
        // Frame by frame in both, so that a wake word and what follows it are seen in their order.
        while (!samples.IsEmpty)
        {
            var part = samples[..Math.Min(samples.Length, 256)];
            samples = samples[part.Length..];
            _sentence.AddRange(part);
            if (wake is not null)
            {
                _step.AddRange(part);
                if (_step.Count >= IWakeDetector.StepSize)
                    Listen();
            }
            _frame.AddRange(part);
            if (_frame.Count >= IVoiceActivity.FrameSize)
                Follow();
        }
    }

    private void Listen()
    {
        var (word, score) = wake!.Hear(CollectionsMarshal.AsSpan(_step)[..IWakeDetector.StepSize]);
        _step.RemoveRange(0, IWakeDetector.StepSize);
        _wakeSteps = score >= options.WakeThreshold ? _wakeSteps + 1 : 0;
        if (_wakeSteps < options.WakePatience || (_wokeAt is { } before && time.GetElapsedTime(before) < options.WakeRest))
            return;
        _wakeSteps = 0;
        (_state, _isOverheard, _wokeAt) = (State.Awake, false, time.GetTimestamp());
        _openUntil = time.GetTimestamp() + (long)(options.Window.TotalSeconds * time.TimestampFrequency);
        (_voicedFrames, _silentFrames) = (0, 0);
        KeepOnly(0);
        _events.Add(new EarEvent.Woke(word, score));
        if (_speaking)
            Begin();
    }

    private void Follow()
    {
        var probability = activity.Probability(CollectionsMarshal.AsSpan(_frame)[..IVoiceActivity.FrameSize]);
        _frame.RemoveRange(0, IVoiceActivity.FrameSize);
        var wasSpeaking = _speaking;
        _speaking = probability >= options.Begin || (_speaking && probability >= options.End);
        _silentFrames = _speaking ? 0 : _silentFrames + 1;
        switch (_state)
        {
            case State.Hearing:
                Continue();
                break;
            case State.Awake or State.Asleep when _speaking && !wasSpeaking && (_state == State.Awake || _overhears):
                _isOverheard = _state == State.Asleep;
                KeepOnly(BeforeSamples);
                Begin();
                break;
            default:
                KeepOnly(BeforeSamples);
                break;
        }
    }

    private void Begin()
    {
        (_state, _voicedFrames) = (State.Hearing, 1);
        if (!_isOverheard)
            _events.Add(new EarEvent.Began());
    }

    private void Continue()
    {
        if (_speaking)
            _voicedFrames++;
        // The rest of the wake word itself, and then a pause: the sentence is still to come.
        if (_wokeAt is { } woke && _silentFrames >= TailGapFrames && time.GetElapsedTime(woke) < Tail && Voiced < Tail / 2)
        {
            _state = State.Awake;
            KeepOnly(0);
            return;
        }
        var isOver = _silentFrames * FrameMilliseconds >= options.Endpoint.TotalMilliseconds;
        if (!isOver && _sentence.Count < options.Longest.TotalSeconds * Sound.SpeechRate)
            return;
        var (overheard, voiced) = (_isOverheard, Voiced);
        if (voiced < options.Shortest)
        {
            // A cough: go on waiting, where somebody waited.
            _state = overheard ? State.Asleep : State.Awake;
            KeepOnly(BeforeSamples);
            return;
        }
        _events.Add(new EarEvent.Ended(new Sound(_sentence.ToArray(), Sound.SpeechRate), voiced, overheard));
        (_state, _isOverheard) = (State.Asleep, false);
        KeepOnly(0);
    }

    private TimeSpan Voiced => TimeSpan.FromMilliseconds(_voicedFrames * FrameMilliseconds);

    private void KeepOnly(int samples)
    {
        if (_sentence.Count > samples)
            _sentence.RemoveRange(0, _sentence.Count - samples);
    }
}
