using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;

namespace HydraBot.DiscordEmulator.Page;

/// <summary>The page's files, which are part of the assembly: they are there in a single-file program too.</summary>
internal sealed class PageFiles
{
    private const string Prefix = "page/";
    private static readonly Assembly Assembly = typeof(PageFiles).Assembly;

    private readonly ConcurrentDictionary<string, PageFile?> _files = new(StringComparer.Ordinal);

    /// <summary>The file of this path, or null; <c>/</c> is <c>index.html</c>.</summary>
    public PageFile? Find(string path) => _files.GetOrAdd(path.TrimStart('/') is { Length: > 0 } name ? name : "index.html", Load);

    private static PageFile? Load(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(Prefix + name);
        if (stream is null)
            return null;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        var bytes = content.ToArray();
        return new PageFile(ContentType(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"", bytes);
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".json" or ".webmanifest" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".jpg" => "image/jpeg",
        ".webp" => "image/webp",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".ogg" => "audio/ogg",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
