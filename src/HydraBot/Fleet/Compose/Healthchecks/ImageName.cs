using System.IO.Enumeration;

namespace HydraBot.Fleet.Compose.Healthchecks;

/// <summary>An image's name in its parts.</summary>
/// <param name="Registry">Null for Docker Hub.</param>
/// <param name="Path">Without registry, tag and digest: <c>bitnami/postgresql</c>.</param>
/// <param name="Tag">Null where none is written.</param>
/// <param name="Digest">With its algorithm; null where none is written.</param>
internal sealed record ImageName(string? Registry, string Path, string? Tag, string? Digest)
{
    /// <summary>The last part of the path: <c>postgresql</c>.</summary>
    public string Last => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>True when the same name means the same image tomorrow.</summary>
    public bool IsPinned => Digest is not null || Tag is not (null or "latest");

    public static ImageName Read(string image)
    {
        var (name, digest) = image.Split('@', 2) is [var before, var after] ? (before, after) : (image, null);
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash > 0 ? name[..slash] : "";
        var registry = first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost" ? first : null;
        var rest = registry is null ? name : name[(slash + 1)..];
        var colon = rest.LastIndexOf(':');
        return new ImageName(registry, (colon > 0 ? rest[..colon] : rest).ToLowerInvariant(), colon > 0 ? rest[(colon + 1)..] : null, digest);
    }

    /// <summary>True when it is the pattern: of the whole path where that has a slash, else of its last part.</summary>
    public bool Fits(string pattern) => FileSystemName.MatchesSimpleExpression(pattern, pattern.Contains('/', StringComparison.Ordinal) ? Path : Last, ignoreCase: true);
}
