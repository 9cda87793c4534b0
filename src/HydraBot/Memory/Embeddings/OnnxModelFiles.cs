using System.Security.Cryptography;
using System.Text.Json;

namespace HydraBot.Memory.Embeddings;

/// <summary>The files of a sentence-transformers export: the model, its tokenizer, and what they say about pooling, lengths and prefixes.</summary>
internal sealed class OnnxModelFiles
{
    private readonly string[] _folders;

    private OnnxModelFiles(string model, string[] folders) => (Model, _folders) = (model, folders);

    public string Model { get; }

    /// <summary>How the tokens' numbers become a text's, where <c>1_Pooling/config.json</c> says.</summary>
    public Pooling? Pooling => Read(Path.Combine("1_Pooling", "config.json")) is { } config
        ? config.TryGetProperty("pooling_mode_cls_token", out var cls) && cls.ValueKind == JsonValueKind.True ? Embeddings.Pooling.Cls
        : config.TryGetProperty("pooling_mode_mean_tokens", out var mean) && mean.ValueKind == JsonValueKind.True ? Embeddings.Pooling.Mean
        : throw new EmbeddingException($"{Beside("1_Pooling/config.json")} asks for a pooling that is not known; known are mean and cls.")
        : null;

    public int? MostTokens => Number(Read("sentence_bert_config.json"), "max_seq_length") ?? Number(Read("tokenizer_config.json"), "model_max_length");

    public string? QueryPrefix => Prompt("query");

    public string? PassagePrefix => Prompt("passage") ?? Prompt("document");

    /// <param name="path">A folder, or a file in one.</param>
    /// <exception cref="EmbeddingException">No model is there.</exception>
    public static OnnxModelFiles Find(string path)
    {
        var isFolder = Directory.Exists(path);
        var model = isFolder ? ((string[])[Path.Combine(path, "model.onnx"), Path.Combine(path, "onnx", "model.onnx")]).FirstOrDefault(File.Exists) : File.Exists(path) ? path : null;
        if (model is null)
            throw new EmbeddingException(isFolder ? $"In {path} there is no model.onnx, and none in its folder onnx." : $"{path} is not there; named is a folder with an ONNX export, or its .onnx file.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(model))!;
        return new OnnxModelFiles(model, [.. new[] { folder, Path.GetDirectoryName(folder) }.OfType<string>()]);
    }

    /// <summary>The path of a file beside the model, or in the folder above; null where there is none.</summary>
    public string? Beside(string name) => _folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>A JSON file beside the model; null where there is none.</summary>
    /// <exception cref="EmbeddingException">It is no JSON object.</exception>
    public JsonElement? Read(string name)
    {
        if (Beside(name) is not { } file)
            return null;
        try
        {
            var read = JsonElement.Parse(File.ReadAllBytes(file));
            return read.ValueKind == JsonValueKind.Object ? read : throw new EmbeddingException($"{file} is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new EmbeddingException($"{file} is no JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Another when the model or its tokenizer is another.</summary>
    public async Task<string> FingerprintAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in new[] { Model, Beside("vocab.txt"), Beside("tokenizer.json"), Beside("sentencepiece.bpe.model"), Beside(Path.Combine("1_Pooling", "config.json")) }.OfType<string>())
        {
            await using var stream = File.OpenRead(file);
            hash.AppendData(await SHA256.HashDataAsync(stream, cancellationToken));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string? Prompt(string name) => Read("config_sentence_transformers.json") is { } config && config.TryGetProperty("prompts", out var prompts)
        && prompts.ValueKind == JsonValueKind.Object && prompts.TryGetProperty(name, out var prompt) && prompt.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Some exports say "no limit" by a number that is none.</summary>
    private static int? Number(JsonElement? config, string name) =>
        config is { } found && found.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is > 2 and < 1_000_000 ? number : null;
}
