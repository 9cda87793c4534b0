using System.ComponentModel;
using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Running;

/// <summary>A file that a program left in its working folder.</summary>
/// <param name="Name">Its path below the folder.</param>
/// <param name="MediaType">By its ending.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ContentBase64">Its bytes.</param>
internal sealed record Artifact(
    string Name,
    string MediaType,
    long Size,
    [property: Description("Its bytes in base64")] string ContentBase64)
{
    /// <summary>Its bytes.</summary>
    [JsonIgnore]
    public ReadOnlyMemory<byte> Content { get; init; }

    public static Artifact Of(string name, byte[] content) => new(name, TypeOf(name), content.Length, Convert.ToBase64String(content)) { Content = content };

    /// <summary>As a card carries it: the last part of its path.</summary>
    public CardFile ToFile() => new(Name[(Name.LastIndexOf('/') + 1)..], MediaType, Content);

    /// <summary>True when a message can show it: by its first bytes, whatever its name says.</summary>
    [JsonIgnore]
    public bool IsPicture => Content.Span.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    private static string TypeOf(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".svg" => "image/svg+xml",
        ".csv" => "text/csv",
        ".txt" or ".log" or ".md" => "text/plain",
        ".json" => "application/json",
        ".pdf" => "application/pdf",
        _ => "application/octet-stream",
    };
}
