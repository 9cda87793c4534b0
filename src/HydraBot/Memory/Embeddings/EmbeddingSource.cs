using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HydraBot.Memory.Embeddings;

/// <summary>How the numbers of many words become those of a text.</summary>
internal enum Pooling
{
    /// <summary>As the model's own files say; their mean where none do.</summary>
    Auto = 0,

    Mean = 1,

    /// <summary>Those of the first token.</summary>
    Cls = 2,
}

/// <summary>Where texts are embedded, and how: an OpenAI-compatible server, or a model on disk. It holds no key.</summary>
/// <param name="Url">The server; null for a model on disk.</param>
/// <param name="Model">The server's name for the model.</param>
/// <param name="Path">A folder with an ONNX export, or its .onnx file; null for a server.</param>
/// <param name="Pooling">Of a model on disk.</param>
/// <param name="QueryPrefix">What stands before a question; null for what the model's own files say.</param>
/// <param name="PassagePrefix">What stands before a memory.</param>
/// <param name="MaxTokens">Of one text; null for what the model's own files say.</param>
internal sealed record EmbeddingSource(string? Url, string? Model, string? Path, Pooling Pooling, string? QueryPrefix, string? PassagePrefix, int? MaxTokens)
{
    /// <summary>What the settings name; null where they name none.</summary>
    public static EmbeddingSource? Of(EmbeddingOptions options) => options switch
    {
        { Path.Length: > 0 } => new EmbeddingSource(null, null, System.IO.Path.GetFullPath(options.Path), options.Pooling, options.QueryPrefix, options.PassagePrefix, options.MaxTokens),
        { Url.Length: > 0 } => new EmbeddingSource(options.Url.TrimEnd('/'), options.Model, null, Pooling.Auto, options.QueryPrefix, options.PassagePrefix, null),
        _ => null,
    };

    /// <summary>What people call it.</summary>
    public string Name => Model ?? System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path!));

    /// <summary>Kept with each vector: vectors are compared with those alone that were made in the very same way.</summary>
    /// <param name="fingerprint">Of the files of a model on disk; empty for a server.</param>
    public string Identity(string fingerprint) => (Path, PassagePrefix) switch
    {
        (null, null or "") => Model!,
        (null, { } prefix) => $"{Model} {Hash(prefix)}",
        _ => $"{Name} {Hash($"{fingerprint}\0{Pooling}\0{PassagePrefix}\0{MaxTokens}")}",
    };

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    public string ToJson() => JsonSerializer.Serialize(this, MemoryJson.Default.EmbeddingSource);

    public static EmbeddingSource? FromJson(string json) => json.Length == 0 ? null : JsonSerializer.Deserialize(json, MemoryJson.Default.EmbeddingSource);
}
