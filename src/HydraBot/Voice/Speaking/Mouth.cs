using HydraBot.Speech;
using HydraBot.Speech.Opus;
using HydraBot.Speech.Synthesis;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Metrics;

namespace HydraBot.Voice.Speaking;

/// <summary>Says one thing at a time, the most urgent first, and nothing while somebody else speaks. Whoever says stop silences it at once.</summary>
internal sealed partial class Mouth(IVoiceCall call, ITextToSpeech voice, PhraseCache phrases, VoiceMetrics metrics, TimeProvider time, ILogger<Mouth> logger) : IDisposable
{
    /// <summary>An answer waits no longer for a gap than this: who asked is waiting too.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    /// <summary>A breath between two sentences of somebody is no gap.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(400);
    private const int MostWaiting = 32;

    private readonly Lock _lock = new();
    private readonly List<Utterance> _waiting = [];
    private readonly SemaphoreSlim _some = new(0);
    private CancellationTokenSource? _current;
    private long? _quietSince = time.GetTimestamp();

    /// <summary>Whether it speaks now.</summary>
    public bool IsSpeaking
    {
        get
        {
            lock (_lock)
                return _current is not null;
        }
    }

    /// <summary>Whether it speaks, or has something to say.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
                return _current is not null || _waiting.Count > 0;
        }
    }

    /// <summary>Told at every change of who speaks.</summary>
    public void FloorTaken(bool somebodySpeaks)
    {
        lock (_lock)
            _quietSince = somebodySpeaks ? null : _quietSince ?? time.GetTimestamp();
    }

    /// <summary>Queues something; the least urgent gives way when too much waits.</summary>
    public void Say(Utterance utterance)
    {
        if (string.IsNullOrWhiteSpace(utterance.Text))
        {
            utterance.Over();
            return;
        }
        lock (_lock)
        {
            if (_waiting.Any(waiting => waiting.Text == utterance.Text))
            {
                utterance.Over();
                return;
            }
            _waiting.Add(utterance);
            if (_waiting.Count > MostWaiting)
                Drop(_waiting.MinBy(waiting => waiting.Priority)!);
        }
        _some.Release();
    }

    /// <summary>Stops what is being said, and with it everything that waits but alerts.</summary>
    public void Hush()
    {
        lock (_lock)
        {
            foreach (var idle in _waiting.Where(waiting => waiting.Priority != SpeechPriority.Alert).ToList())
                Drop(idle);
            _current?.Cancel();
        }
    }

    /// <summary>Stops what is being said: somebody has begun to talk to it.</summary>
    public void BreakOff()
    {
        lock (_lock)
            _current?.Cancel();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _some.WaitAsync(cancellationToken);
            if (await NextAsync(cancellationToken) is { } utterance)
                await SayAsync(utterance, cancellationToken);
        }
    }

    public void Dispose()
    {
        _some.Dispose();
        _current?.Dispose();
    }

    /// <summary>Waits for a gap, and takes the most urgent of what is still worth saying then.</summary>
    private async Task<Utterance?> NextAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            lock (_lock)
            {
                foreach (var stale in _waiting.Where(waiting => waiting.Until < time.GetUtcNow()).ToList())
                    Drop(stale);
                if (_waiting.MaxBy(waiting => waiting.Priority) is not { } next)
                    return null;
                var free = _quietSince is { } quiet && time.GetElapsedTime(quiet) >= (next.Priority == SpeechPriority.Answer ? TimeSpan.Zero : Gap);
                if (free || (next.Priority == SpeechPriority.Answer && time.GetElapsedTime(began) >= AnswerPatience))
                {
                    _waiting.Remove(next);
                    _current = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    return next;
                }
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellationToken);
        }
    }

    private void Drop(Utterance utterance)
    {
        _waiting.Remove(utterance);
        utterance.Over();
    }

    private async Task SayAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        var stop = _current!;
        try
        {
            var frames = phrases.Find(utterance.Text) is { } ready ? ready.ToAsyncEnumerable() : RenderAsync(utterance.Text, stop.Token);
            await call.SpeakAsync(TimedAsync(frames, utterance.AskedAt), stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Silenced on purpose.
        }
        catch (SpeechException exception)
        {
            LogNotSaid(utterance.Text, exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Between two voice servers: what was to be said is in the text channel too.
            LogBroken(exception, utterance.Text);
        }
        finally
        {
            lock (_lock)
                _current = null;
            stop.Dispose();
            utterance.Over();
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> TimedAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> frames, long? askedAt)
    {
        await foreach (var frame in frames)
        {
            if (askedAt is { } asked)
                metrics.Took("response", time.GetElapsedTime(asked));
            askedAt = null;
            yield return frame;
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> RenderAsync(string text, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var kept = new List<ReadOnlyMemory<byte>>();
        await foreach (var frame in OpusSpeech.EncodeAsync(voice.SpeakAsync(text, cancellationToken).OneAheadAsync(cancellationToken), cancellationToken: cancellationToken))
        {
            if (kept.Count == 0)
                metrics.Took("synthesis", time.GetElapsedTime(began));
            kept.Add(frame);
            yield return frame;
        }
        phrases.Keep(text, kept);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Text}' could not be said: {Reason}")]
    private partial void LogNotSaid(string text, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "'{Text}' was not said to its end")]
    private partial void LogBroken(Exception exception, string text);
}
