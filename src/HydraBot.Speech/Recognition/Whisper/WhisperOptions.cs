namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>Where a Whisper model is, and how it is run.</summary>
/// <param name="Folder">
/// The folder of an export by Optimum, such as onnx-community/whisper-base: <c>config.json</c>, <c>generation_config.json</c> and <c>tokenizer.json</c> in it, the two models in it or in <c>onnx</c>.
/// </param>
public sealed record WhisperOptions(string Folder)
{
    /// <summary>The end of the models' names: <c>quantized</c> for <c>encoder_model_quantized.onnx</c>; null for none.</summary>
    public string? Variant { get; init; }

    /// <summary>Threads of one run; 0 for half of the machine's cores, and four at most.</summary>
    public int Threads { get; init; }
}
