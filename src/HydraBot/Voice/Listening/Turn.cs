using System.Collections.Concurrent;
using HydraBot.Governance.Operations;
using HydraBot.Speech;
using HydraBot.Speech.Hearing;
using HydraBot.Speech.Recognition;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Engines;
using HydraBot.Voice.Metrics;
using HydraBot.Voice.Speaking;
using HydraBot.Voice.Turns;
using Microsoft.Extensions.Options;

namespace HydraBot.Voice.Listening;

/// <summary>From a sentence to its answer. However it goes, there is one: a slow turn says that it is slow, a failed one that it failed.</summary>
internal sealed partial class Turn(
    VoiceEngines engines, ITurnTaker taker, VoiceMetrics metrics, IOptions<VoiceOptions> options, TimeProvider time, ILogger<Turn> logger)
{
    private static readonly TimeSpan AnswerLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskWindow = TimeSpan.FromSeconds(12);
    private readonly ConcurrentDictionary<Task, bool> _beside = [];

    /// <summary>Work beside the turns: kept until it ends.</summary>
    public void Watch(Task work)
    {
        foreach (var done in _beside.Keys.Where(task => task.IsCompleted))
            _beside.TryRemove(done, out _);
        _beside[work] = true;
    }

    /// <summary>Listens to a short sentence that nobody woke it for, for "stop" alone.</summary>
    public async Task OverhearAsync(EarEvent.Ended sentence, Mouth mouth, CancellationToken cancellationToken)
    {
        try
        {
            var said = await engines.Recognizer.TranscribeAsync(sentence.Speech, new RecognitionContext(StopWords.Grammar, options.Value.Language), cancellationToken);
            if (!StopWords.Is(said.Text))
                return;
            mouth.Hush();
            metrics.Ended("stopped");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
    }

    /// <summary>Answers a sentence; never throws.</summary>
    public async Task TakeAsync(
        IVoiceCall call, ulong memberId, EarEvent.Ended sentence, bool wasCalled, Mouth mouth, Action<(TimeSpan Window, bool Called)> open, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await Task.Yield();
        try
        {
            if (await call.IdentifyAsync(memberId, cancellationToken) is not { } speaker)
                return;
            var (said, isOpen) = await UnderstandAsync(memberId, sentence.Speech, cancellationToken);
            metrics.Took("recognition", time.GetElapsedTime(began));
            if (said.Text.Length == 0 && !wasCalled)
            {
                metrics.Ended("ignored");
                return;
            }
            LogHeard(speaker.Name, said.Text, said.Engine, said.Doubt);
            var answer = said.Text.Length == 0 ? new SpokenAnswer(SpokenPhrases.NotUnderstood) : await AnswerAsync(call, speaker, said, isOpen, mouth, began, cancellationToken);
            var utterance = Give(said, answer, mouth, began);
            // Whoever is asked may answer before the question is at its end.
            if (answer.Expects)
                open((AskWindow, true));
            Watch(ListenOnAsync(said, answer, utterance, open, cancellationToken));
            await call.WriteAsync(Transcription.Card(speaker, said, answer), cancellationToken);
            if (answer.Later is { } later)
                Watch(LaterAsync(call, later, mouth, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The call is over.
        }
        catch (SpeechException exception)
        {
            await FailAsync(call, mouth, SpokenPhrases.Deaf, exception, began, cancellationToken);
        }
        catch (Exception exception)
        {
            await FailAsync(call, mouth, SpokenPhrases.Failed, exception, began, cancellationToken);
        }
    }

    private async Task<(Transcript Said, bool IsOpen)> UnderstandAsync(ulong memberId, Sound speech, CancellationToken cancellationToken)
    {
        var context = await taker.ExpectAsync(memberId, cancellationToken);
        var said = await engines.Recognizer.TranscribeAsync(speech, context with { Language = options.Value.Language }, cancellationToken);
        return (said, engines.IsOpen(said.Engine));
    }

    private async Task<SpokenAnswer> AnswerAsync(
        IVoiceCall call, Caller speaker, Transcript said, bool isOpen, Mouth mouth, long began, CancellationToken cancellationToken)
    {
        var answering = taker.AnswerAsync(call, speaker, said, isOpen, cancellationToken);
        var patience = Task.Delay(options.Value.TurnPatience, time, cancellationToken);
        if (await Task.WhenAny(answering, patience) == patience)
            Say(mouth, SpokenPhrases.StillWorking, began);
        var answer = await answering;
        metrics.Took("action", time.GetElapsedTime(began));
        return answer;
    }

    private Utterance Give(Transcript said, SpokenAnswer answer, Mouth mouth, long began)
    {
        if (answer.Hush)
            mouth.Hush();
        var utterance = Say(mouth, answer.Text, began);
        metrics.Ended(said.Text.Length == 0 ? "not understood" : answer.Hush ? "stopped" : answer.Expects ? "asked back" : "answered");
        return utterance;
    }

    /// <summary>Keeps the ear open for a while after the answer: the next sentence needs no wake word.</summary>
    private async Task ListenOnAsync(Transcript said, SpokenAnswer answer, Utterance utterance, Action<(TimeSpan Window, bool Called)> open, CancellationToken cancellationToken)
    {
        try
        {
            await utterance.Said.WaitAsync(cancellationToken);
            if (answer.Expects)
                open((AskWindow, true));
            else if (options.Value.FollowUp > TimeSpan.Zero && said.Text.Length > 0 && !answer.Hush)
                open((options.Value.FollowUp, false));
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    }

    private async Task LaterAsync(IVoiceCall call, Task<SpokenAnswer?> later, Mouth mouth, CancellationToken cancellationToken)
    {
        try
        {
            if (await later.WaitAsync(cancellationToken) is not { } answer)
                return;
            Say(mouth, answer.Text, null);
            if (answer.Card is { } card)
                await call.WriteAsync(card, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The call is over, or the question was withdrawn.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
            Say(mouth, SpokenPhrases.Failed, null);
        }
    }

    private async Task FailAsync(IVoiceCall call, Mouth mouth, string phrase, Exception exception, long began, CancellationToken cancellationToken)
    {
        LogFailed(exception);
        metrics.Ended("failed");
        Say(mouth, phrase, began);
        try
        {
            await call.WriteAsync(new Card { Title = "Voice", Severity = CardSeverity.Bad, Text = exception is SpeechException ? exception.Message : SpokenPhrases.Failed }, cancellationToken);
        }
        catch (Exception again) when (again is not OperationCanceledException)
        {
            LogFailed(again);
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    }

    private Utterance Say(Mouth mouth, string text, long? began)
    {
        var utterance = new Utterance(text, SpeechPriority.Answer, time.GetUtcNow() + AnswerLifetime) { AskedAt = began };
        mouth.Say(utterance);
        return utterance;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Speaker} said '{Text}' ({Engine}) {Doubt}")]
    private partial void LogHeard(string speaker, string text, string engine, string? doubt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A turn failed")]
    private partial void LogFailed(Exception exception);
}
