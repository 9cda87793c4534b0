namespace HydraBot.Speech.Synthesis.Kokoro;

/// <summary>The files of a Kokoro model, under the names of both families of exports.</summary>
internal static class KokoroFiles
{
    private static readonly string[] VoiceEndings = [".bin", ".npy"];

    /// <exception cref="SpeechException">There is none; the message says which names were looked for.</exception>
    public static string Model(KokoroOptions options)
    {
        string[] names = string.IsNullOrEmpty(options.Variant)
            ? ["model.onnx", "kokoro-v1.0.onnx", "kokoro.onnx"]
            : [$"model_{options.Variant}.onnx", $"kokoro-v1.0.{options.Variant}.onnx", $"kokoro.{options.Variant}.onnx"];
        return names.SelectMany(name => new[] { Path.Combine(options.Folder, name), Path.Combine(options.Folder, "onnx", name) }).FirstOrDefault(File.Exists)
            ?? throw new SpeechException($"The Kokoro folder {options.Folder} has no model: {string.Join(" or ", names)} was expected in it, or in its folder onnx. docs/voice.md says how to get one.");
    }

    /// <summary>The file with one voice, or with all of them.</summary>
    /// <exception cref="SpeechException">There is none.</exception>
    public static string Voice(string folder, string voice)
    {
        var alone = VoiceEndings.Select(ending => Path.Combine(folder, "voices", $"{voice}{ending}")).FirstOrDefault(File.Exists);
        if (alone is not null)
            return alone;
        var together = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "voices*").Where(file => Path.GetExtension(file) is ".bin" or ".npz").Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return together ?? throw new SpeechException(
            $"The voice {voice} is missing: {Path.Combine(folder, "voices", $"{voice}.bin")} or {Path.Combine(folder, "voices-v1.0.bin")} was expected. HydraBot voice fetch-models gets Kokoro's English voices.");
    }
}
