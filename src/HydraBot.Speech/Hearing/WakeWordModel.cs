using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Hearing;

/// <summary>
/// openWakeWord's chain: mel spectrogram, Google's speech embedding, and a small head a wake word. The sessions are loaded when the first stream is opened, and shared.
/// https://github.com/dscripka/openWakeWord
/// </summary>
public sealed class WakeWordModel(string melFile, string embeddingFile, IReadOnlyDictionary<string, string> headFiles) : IDisposable
{
    private readonly Lock _lock = new();
    private WakeWordSessions? _sessions;

    /// <summary>The wake words, as they are spoken.</summary>
    public IReadOnlyCollection<string> Words => [.. headFiles.Keys];

    /// <summary>A detector for one stream.</summary>
    /// <exception cref="SpeechException">A file is missing, or another model.</exception>
    public IWakeDetector OpenStream()
    {
        lock (_lock)
            return new WakeWordStream(_sessions ??= new WakeWordSessions(melFile, embeddingFile, headFiles));
    }

    /// <summary>Unloads it. Close the streams first.</summary>
    public void Dispose() => _sessions?.Dispose();
}
