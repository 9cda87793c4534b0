using HydraBot.Speech.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Hearing;

/// <summary>Silero's voice activity model, 16 kHz, version 5 and later. Loaded when the first stream is opened; shared by all. https://github.com/snakers4/silero-vad</summary>
public sealed class SileroModel(string file) : IDisposable
{
    private readonly Lazy<InferenceSession> _session = new(() => Check(OnnxModels.Open(file)));

    /// <summary>A detector for one stream.</summary>
    /// <exception cref="SpeechException">The file is missing, or another model.</exception>
    public IVoiceActivity OpenStream() => new SileroVoiceActivity(_session.Value);

    /// <summary>Unloads it. Close the streams first.</summary>
    public void Dispose()
    {
        if (_session.IsValueCreated)
            _session.Value.Dispose();
    }

    private static InferenceSession Check(InferenceSession session)
    {
        if (session.InputMetadata.ContainsKey("input") && session.InputMetadata.ContainsKey("state") && session.OutputMetadata.ContainsKey("stateN"))
            return session;
        session.Dispose();
        throw new SpeechException("The voice activity model is not Silero's, version 5 or later: it needs the inputs input and state.");
    }
}
