using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HydraBot.Law.Evidence;

/// <summary>What stands beside a backup, in a file of its name and <c>.json</c>: what it is of, when it was taken, and what it must still be.</summary>
/// <param name="Target">The name of what was backed up, as the settings call it.</param>
/// <param name="Kind"><c>postgres</c>, <c>sqlite</c>, <c>qdrant</c>, <c>neo4j</c> or <c>volume</c>.</param>
/// <param name="Database">The database, collection, volume or file.</param>
/// <param name="Source">Where it is, for people; never a password.</param>
/// <param name="TakenAt">The moment before it was begun.</param>
/// <param name="File">The name of the backup's file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of all of it, in lower-case hexadecimal digits.</param>
/// <param name="Verified">What was looked at before it counted, a sentence each.</param>
/// <param name="VerifiedAt">When that was last.</param>
internal sealed record BackupManifest(
    string Target, string Kind, string Database, string Source, DateTimeOffset TakenAt, string File, long Bytes, string Sha256, IReadOnlyList<string> Verified, DateTimeOffset VerifiedAt)
{
    /// <summary>What is appended to a backup's file name.</summary>
    public const string Ending = ".json";

    private const int MostBytes = 64 * 1024;

    /// <summary>The manifest of a backup; null where it has none, as a dump that somebody else put there.</summary>
    /// <exception cref="InvalidDataException">There is one, and it cannot be read.</exception>
    public static BackupManifest? Of(string backup)
    {
        var file = new FileInfo(backup + Ending);
        if (!file.Exists)
            return null;
        try
        {
            return file.Length <= MostBytes && JsonSerializer.Deserialize(System.IO.File.ReadAllText(file.FullName), ManifestJson.Default.BackupManifest) is { } manifest
                ? manifest
                : throw new InvalidDataException("its manifest is no manifest");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("its manifest is no manifest", exception);
        }
    }

    public string Text() => JsonSerializer.Serialize(this, ManifestJson.Default.BackupManifest);

    /// <summary>The digest of a file as a manifest holds it.</summary>
    public static string Digest(string path)
    {
        using var file = System.IO.File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
