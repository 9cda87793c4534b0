using System.Buffers.Text;
using System.Security.Cryptography;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;
using NSec.Cryptography;

namespace HydraBot.Law.Audit;

/// <summary>The house's Ed25519 key, made at its first use and kept beside the database, never in it.</summary>
/// <remarks>The public keys of all times are in a file beside it, so that what an earlier key signed is still known.</remarks>
internal sealed class CheckpointKey(ApplicationPaths paths) : ICheckpointSigner, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Ed25519 Ed25519 = SignatureAlgorithm.Ed25519;

    private readonly Lazy<Key> _key = new(() => Open(paths));

    public string PublicKey => Text(_key.Value);

    private static string PublicFile(ApplicationPaths paths) => paths.AuditKey + ".pub";

    public byte[] Sign(ReadOnlySpan<byte> text) => Ed25519.Sign(_key.Value, text);

    public bool Verify(string publicKey, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        Span<byte> key = stackalloc byte[64];
        return Base64Url.TryDecodeFromChars(publicKey, key, out var length)
            && NSec.Cryptography.PublicKey.TryImport(Ed25519, key[..length], KeyBlobFormat.RawPublicKey, out var known)
            && known is not null
            && Ed25519.Verify(known, text, signature);
    }

    /// <summary>Whether a public key is, or once was, this house's own.</summary>
    public bool IsOurs(string publicKey) =>
        File.Exists(PublicFile(paths)) && File.ReadLines(PublicFile(paths)).Contains(publicKey, StringComparer.Ordinal);

    public void Dispose()
    {
        if (_key.IsValueCreated)
            _key.Value.Dispose();
    }

    private static Key Open(ApplicationPaths paths)
    {
        try
        {
            return File.Exists(paths.AuditKey) ? Read(paths) : Make(paths);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or CryptographicException)
        {
            throw new StartException(
                $"The key {paths.AuditKey} that signs the audit chain cannot be used: {exception.Message} Put it back from a backup, "
                + "or move it away to have a new one made; what the old one signed stays known.",
                exception);
        }
    }

    private static Key Read(ApplicationPaths paths)
    {
        var seed = Convert.FromBase64String(File.ReadAllText(paths.AuditKey).Trim());
        return Key.TryImport(Ed25519, seed, KeyBlobFormat.RawPrivateKey, out var key) && key is not null
            ? key
            : throw new FormatException("it holds no Ed25519 key.");
    }

    private static Key Make(ApplicationPaths paths)
    {
        Directory.CreateDirectory(paths.Data);
        var key = Key.Create(Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextArchiving });
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(paths.AuditKey, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key.Export(KeyBlobFormat.RawPrivateKey))));
            file.Flush(flushToDisk: true);
        }

        File.AppendAllText(PublicFile(paths), Text(key) + "\n");
        return key;
    }

    private static string Text(Key key) => Base64Url.EncodeToString(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
}
