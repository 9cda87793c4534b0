using HydraBot.Speech.Recognition;
using Microsoft.Extensions.Logging;

namespace HydraBot.Speech.Engines;

/// <summary>Recognisers in order: the first that works is used.</summary>
public sealed partial class RecognizerChain(IReadOnlyList<ISpeechToText> engines, TimeProvider time, ILogger<RecognizerChain> logger) : ISpeechToText
{
    private readonly EngineHealth _health = new(time);

    /// <inheritdoc />
    public string Name => Current?.Name ?? "none";

    /// <inheritdoc />
    public bool IsOpen => Current?.IsOpen ?? false;

    /// <summary>The engines, preferred first.</summary>
    public IReadOnlyList<ISpeechToText> Engines => engines;

    private ISpeechToText? Current => engines.FirstOrDefault(engine => _health.MayTry(engine.Name)) ?? (engines.Count > 0 ? engines[0] : null);

    /// <inheritdoc />
    public async Task<Transcript> TranscribeAsync(Sound speech, RecognitionContext context, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var engine in engines.OrderByDescending(engine => _health.MayTry(engine.Name)))
        {
            try
            {
                var transcript = await engine.TranscribeAsync(speech, context, cancellationToken);
                _health.Worked(engine.Name);
                return transcript;
            }
            catch (SpeechException exception)
            {
                _health.Failed(engine.Name, exception.Message);
                reasons.Add($"{engine.Name}: {exception.Message}");
                LogFailed(engine.Name, exception.Message);
            }
        }
        throw new SpeechException(reasons.Count == 0 ? "No recogniser is set: see Voice:Recognition." : $"No recogniser works. {string.Join(' ', reasons)}");
    }

    /// <inheritdoc />
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var engine in engines)
        {
            try
            {
                await engine.CheckAsync(cancellationToken);
                _health.Worked(engine.Name);
                return;
            }
            catch (SpeechException exception)
            {
                _health.Failed(engine.Name, exception.Message);
                reasons.Add($"{engine.Name}: {exception.Message}");
            }
        }
        throw new SpeechException(reasons.Count == 0 ? "No recogniser is set: see Voice:Recognition." : string.Join(' ', reasons));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recogniser {Engine} failed; the next one is asked: {Reason}")]
    private partial void LogFailed(string engine, string reason);
}
