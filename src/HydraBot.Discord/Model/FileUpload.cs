using System.Text;

namespace HydraBot.Discord.Model;

/// <summary>A file to send. Kept in memory, so that a request that met a rate limit can be sent again.</summary>
/// <param name="Name">The file name; <c>attachment://name</c> refers to it from embeds and components.</param>
/// <param name="Content">The bytes.</param>
/// <param name="ContentType">Media type; Discord guesses when null.</param>
/// <param name="Description">Alternative text, up to 1024 characters.</param>
public sealed record FileUpload(string Name, ReadOnlyMemory<byte> Content, string? ContentType = null, string? Description = null)
{
    /// <summary>A UTF-8 text file.</summary>
    public static FileUpload FromText(string name, string text, string? description = null) =>
        new(name, Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", description);
}
