using HydraBot.Speech.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>How likely each token is after each of the tokens that a run took.</summary>
internal sealed class DecoderLogits(OrtValue value, int tokens) : IDisposable
{
    /// <summary>The logits after one of the tokens, counted from the end: 1 is the last.</summary>
    /// <exception cref="SpeechException">They are not of the shape that they should be.</exception>
    public float[] FromEnd(int place)
    {
        var shape = value.GetTensorTypeAndShape().Shape;
        if (shape is not [1, var rows, > 0 and var vocabulary] || rows != tokens)
            throw new SpeechException($"The Whisper decoder gave logits of [{string.Join(',', shape)}]; [1,{tokens},vocabulary] was expected.");
        var logits = new float[vocabulary];
        OnnxValues.Read(value, (int)((rows - place) * vocabulary), logits);
        return logits;
    }

    public void Dispose() => value.Dispose();
}
