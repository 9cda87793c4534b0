using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Speech;
using HydraBot.Voice.Calls;
using HydraBot.Voice.Engines;
using HydraBot.Voice.Listening;
using HydraBot.Voice.Metrics;
using HydraBot.Voice.Privacy;
using HydraBot.Voice.Speaking;

namespace HydraBot.Voice;

/// <summary>The one call that the house is in, if any.</summary>
internal sealed partial class VoiceRoom(
    IServiceProvider services, VoiceModels models, VoiceEngines engines, OptOuts optOuts, VoiceMetrics metrics, TimeProvider time, ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly ILogger _logger = loggers.CreateLogger<VoiceRoom>();
    private readonly PhraseCache _phrases = new();
    private volatile Running? _running;

    /// <summary>The call; null when there is none.</summary>
    public IVoiceCall? Call => _running is { Work.IsCompleted: false } running ? running.Call : null;

    /// <summary>Whether it speaks, or has something to say.</summary>
    public bool IsSpeaking => _running?.Mouth.IsBusy ?? false;

    /// <summary>Who is heard speaking.</summary>
    public IReadOnlyCollection<ulong> Speaking => _running?.Conversation.Speaking ?? [];

    /// <summary>Joins; a call that there is, is left first.</summary>
    /// <exception cref="OperationException">It cannot; the message says why.</exception>
    public async Task<IVoiceCall> JoinAsync(Clearance clearance, string? channel, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            try
            {
                new Speech.Opus.OpusDecoder().Dispose();
            }
            catch (SpeechException missing)
            {
                throw new OperationException(missing.Message, missing);
            }
            await optOuts.LoadAsync(cancellationToken);
            await EndAsync();
            var call = await services.GetRequiredService<IVoiceLine>().JoinAsync(clearance, channel, cancellationToken);
            var mouth = new Mouth(call, engines.Synthesizer, _phrases, metrics, time, loggers.CreateLogger<Mouth>());
            var conversation = new Conversation(
                call, models, optOuts, mouth, services.GetRequiredService<Turn>(), metrics, time, loggers.CreateLogger<Conversation>());
            call.MemberLeft = conversation.Forget;
            var stop = new CancellationTokenSource();
            _running = new Running(call, conversation, mouth, stop, RunAsync(call, conversation, stop.Token), WarmAsync(stop.Token));
            mouth.Say(new Utterance(SpokenPhrases.Joined, SpeechPriority.Answer, time.GetUtcNow() + TimeSpan.FromSeconds(30)));
            return call;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Leaves; false when there was no call.</summary>
    public async Task<bool> LeaveAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        await _changing.WaitAsync(cancellationToken);
        try
        {
            return await EndAsync();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Says something where there is a call; nothing otherwise.</summary>
    public void Say(Utterance utterance)
    {
        if (Call is not null)
            _running?.Mouth.Say(utterance);
    }

    /// <summary>Listens to a member without a wake word.</summary>
    public void Push(ulong memberId) => _running?.Conversation.Push(memberId);

    /// <summary>Stops hearing a member.</summary>
    public void Forget(ulong memberId) => _running?.Conversation.Forget(memberId);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        await EndAsync();
        _changing.Release();
    }

    public void Dispose() => _changing.Dispose();

    private async Task<bool> EndAsync()
    {
        if (_running is not { } running)
            return false;
        _running = null;
        await running.Stop.CancelAsync();
        await ((Task)Task.WhenAll(running.Work, running.Warming)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await running.Call.DisposeAsync();
        await running.Conversation.DisposeAsync();
        running.Mouth.Dispose();
        running.Stop.Dispose();
        return true;
    }

    private async Task RunAsync(IVoiceCall call, Conversation conversation, CancellationToken cancellationToken)
    {
        try
        {
            await conversation.RunAsync(cancellationToken);
            LogEnded(call.Channel, "the call is over");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogEnded(call.Channel, "left");
        }
        catch (Exception exception)
        {
            LogBroke(exception, call.Channel);
        }
    }

    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _phrases.WarmAsync(engines.Synthesizer, SpokenPhrases.All, cancellationToken);
            await engines.Recognizer.CheckAsync(cancellationToken);
        }
        catch (SpeechException exception)
        {
            LogNotReady(exception.Message);
        }
        catch (OperationCanceledException)
        {
            // Left before all was warm.
        }
    }

    private sealed record Running(IVoiceCall Call, Conversation Conversation, Mouth Mouth, CancellationTokenSource Stop, Task Work, Task Warming);

    [LoggerMessage(Level = LogLevel.Information, Message = "Out of voice channel {Channel}: {Reason}")]
    private partial void LogEnded(string channel, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The call in {Channel} broke")]
    private partial void LogBroke(Exception exception, string channel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Speech is not ready: {Reason}")]
    private partial void LogNotReady(string reason);
}
