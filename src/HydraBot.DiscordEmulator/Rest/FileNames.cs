using System.Text.RegularExpressions;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>Names and content types of uploaded files.</summary>
internal static partial class FileNames
{
    private const string Unknown = "application/octet-stream";

    /// <summary>As Discord does: letters, digits, dot, dash and underscore stay, everything else becomes an underscore.</summary>
    public static string Clean(string name)
    {
        var clean = Unsafe.Replace(Path.GetFileName(name.Replace('\\', '/')), "_").TrimStart('.');
        return clean.Length == 0 ? "unknown" : clean;
    }

    public static string ContentType(string fileName, string? declared)
    {
        if (!string.IsNullOrEmpty(declared) && declared != Unknown)
            return declared;
        return Path.GetExtension(fileName).ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            ".gif" => "image/gif",
            ".webp" => "image/webp",
            ".txt" or ".log" or ".md" => "text/plain; charset=utf-8",
            ".json" => "application/json; charset=utf-8",
            ".ogg" => "audio/ogg",
            ".wav" => "audio/x-wav",
            ".mp4" => "video/mp4",
            ".pdf" => "application/pdf",
            _ => Unknown,
        };
    }

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Unsafe { get; }
}
