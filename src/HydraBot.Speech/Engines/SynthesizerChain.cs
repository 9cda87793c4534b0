using System.Runtime.CompilerServices;
using HydraBot.Speech.Synthesis;
using Microsoft.Extensions.Logging;

namespace HydraBot.Speech.Engines;

/// <summary>Synthesisers in order: the first that works is used. One that breaks off in the middle is not replaced: half a sentence twice helps nobody.</summary>
public sealed partial class SynthesizerChain(IReadOnlyList<ITextToSpeech> engines, TimeProvider time, ILogger<SynthesizerChain> logger) : ITextToSpeech
{
    private readonly EngineHealth _health = new(time);

    /// <inheritdoc />
    public string Name => (engines.FirstOrDefault(engine => _health.MayTry(engine.Name)) ?? (engines.Count > 0 ? engines[0] : null))?.Name ?? "none";

    /// <summary>The engines, preferred first.</summary>
    public IReadOnlyList<ITextToSpeech> Engines => engines;

    /// <inheritdoc />
    public async IAsyncEnumerable<Sound> SpeakAsync(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var engine in engines.OrderByDescending(engine => _health.MayTry(engine.Name)))
        {
            await using var sounds = engine.SpeakAsync(text, cancellationToken).GetAsyncEnumerator(cancellationToken);
            bool any;
            try
            {
                any = await sounds.MoveNextAsync();
            }
            catch (SpeechException exception)
            {
                _health.Failed(engine.Name, exception.Message);
                reasons.Add($"{engine.Name}: {exception.Message}");
                LogFailed(engine.Name, exception.Message);
                continue;
            }
            _health.Worked(engine.Name);
            for (; any; any = await sounds.MoveNextAsync())
                yield return sounds.Current;
            yield break;
        }
        throw new SpeechException(reasons.Count == 0 ? "No synthesiser is set: see Voice:Synthesis." : $"No synthesiser works. {string.Join(' ', reasons)}");
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
        throw new SpeechException(reasons.Count == 0 ? "No synthesiser is set: see Voice:Synthesis." : string.Join(' ', reasons));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The synthesiser {Engine} failed; the next one is asked: {Reason}")]
    private partial void LogFailed(string engine, string reason);
}
