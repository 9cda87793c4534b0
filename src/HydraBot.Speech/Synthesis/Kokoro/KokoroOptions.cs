namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>Where a Kokoro model is, and how it speaks.</summary>
/// <param name="Folder">
/// The folder with the model (<c>model.onnx</c> or <c>kokoro-v1.0.onnx</c>, in it or in <c>onnx</c>) and its voices: <c>voices/NAME.bin</c>, or <c>voices-v1.0.bin</c>.
/// </param>
public sealed record KokoroOptions(string Folder)
{
    /// <summary>The end of the model's name: <c>quantized</c> for <c>model_quantized.onnx</c>, <c>int8</c> for <c>kokoro-v1.0.int8.onnx</c>; null for none.</summary>
    public string? Variant { get; init; }

    /// <summary>A voice, such as <c>af_heart</c>, or several with their shares: <c>af_bella(2)+af_sky(1)</c>.</summary>
    public string Voice { get; init; } = "af_heart";

    /// <summary>How fast: 0.5 to 2.</summary>
    public float Speed { get; init; } = 1;

    /// <summary>Threads of one run; 0 for half of the machine's cores, and four at most.</summary>
    public int Threads { get; init; }

    /// <summary>The program that says how words are pronounced.</summary>
    public string Espeak { get; init; } = "espeak-ng";

    /// <summary>How long it may take for that.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);
}
