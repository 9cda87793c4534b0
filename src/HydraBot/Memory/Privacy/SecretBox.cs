using System.Security.Cryptography;
using System.Text;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;

namespace HydraBot.Memory.Privacy;

/// <summary>
/// Encrypts what the vault keeps secret, with AES-256-GCM. The key is a file for this user's eyes alone, made at the first secret: a copy of the
/// database alone opens nothing.
/// </summary>
internal sealed class SecretBox(ApplicationPaths paths, IConfiguration settings)
{
    private const int KeySize = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();
    private byte[]? _key;

    private string Folder => settings["Constitution:Places:Secrets"] is { Length: > 0 } place ? Path.GetFullPath(place) : Path.Combine(paths.Data, "secrets");

    public string Close(string secret)
    {
        using var cipher = new AesGcm(Key(), AesGcm.TagByteSizes.MaxSize);
        var text = Encoding.UTF8.GetBytes(secret);
        var sealedText = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + text.Length];
        var (nonce, tag, body) = (sealedText.AsMemory(0, 12), sealedText.AsMemory(12, 16), sealedText.AsMemory(28));
        RandomNumberGenerator.Fill(nonce.Span);
        cipher.Encrypt(nonce.Span, text, body.Span, tag.Span);
        return Convert.ToBase64String(sealedText);
    }

    /// <exception cref="CryptographicException">It was changed, or the key file is another.</exception>
    public string Open(string closed)
    {
        using var cipher = new AesGcm(Key(), AesGcm.TagByteSizes.MaxSize);
        var bytes = Convert.FromBase64String(closed);
        var text = new byte[bytes.Length - 28];
        cipher.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(28), bytes.AsSpan(12, 16), text);
        return Encoding.UTF8.GetString(text);
    }

    private byte[] Key()
    {
        lock (_gate)
            return _key ??= Read() ?? Make();
    }

    private byte[]? Read()
    {
        var file = Path.Combine(Folder, "memory-vault.key");
        if (!File.Exists(file))
            return null;
        var key = File.ReadAllBytes(file);
        return key.Length == KeySize
            ? key
            : throw new StartException($"The vault's key {file} has {key.Length} bytes instead of {KeySize}; put the right file back, or the secrets cannot be opened.");
    }

    private byte[] Make()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Folder);
        else
            Directory.CreateDirectory(Folder, OwnerOnly | UnixFileMode.UserExecute);
        var key = RandomNumberGenerator.GetBytes(KeySize);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(Path.Combine(Folder, "memory-vault.key"), options);
        file.Write(key);
        file.Flush(flushToDisk: true);
        return key;
    }
}
