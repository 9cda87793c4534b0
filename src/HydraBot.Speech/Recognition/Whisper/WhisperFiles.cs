using System.Text.Json;

namespace HydraBot.Speech.Recognition.Whisper;

/// <summary>The files of a Whisper export. https://huggingface.co/docs/optimum-onnx</summary>
internal sealed record WhisperFiles(string Encoder, string Decoder, string Folder)
{
    /// <exception cref="SpeechException">One is missing; the message says which, and where it was looked for.</exception>
    public static WhisperFiles In(WhisperOptions options)
    {
        var ending = string.IsNullOrEmpty(options.Variant) ? "" : $"_{options.Variant}";
        var files = new WhisperFiles(Model(options.Folder, $"encoder_model{ending}.onnx"), Model(options.Folder, $"decoder_model_merged{ending}.onnx"), options.Folder);
        if (!File.Exists(files.PathOf("tokenizer.json")) && !(File.Exists(files.PathOf("vocab.json")) && File.Exists(files.PathOf("merges.txt"))))
            throw Missing(options.Folder, "tokenizer.json (or vocab.json with merges.txt and added_tokens.json)");
        return files;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>A JSON file; null when it is not there.</summary>
    /// <exception cref="SpeechException">It is no JSON.</exception>
    public JsonDocument? Read(string name)
    {
        var file = PathOf(name);
        if (!File.Exists(file))
            return null;
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException exception)
        {
            throw new SpeechException($"{file} is no JSON: {exception.Message}", exception);
        }
    }

    private static string Model(string folder, string name)
    {
        var below = Path.Combine(folder, "onnx", name);
        return File.Exists(below) ? below : File.Exists(Path.Combine(folder, name)) ? Path.Combine(folder, name) : throw Missing(folder, $"{name} (in it, or in its folder onnx)");
    }

    private static SpeechException Missing(string folder, string name) =>
        new($"The Whisper folder {folder} has no {name}. An export such as onnx-community/whisper-base has it: docs/voice.md says how to get one.");
}
