using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Hosting;

namespace HydraBot.Improvement.Benchmarks;

/// <summary>
/// The secret that sealed items are made of: 32 random bytes of this house, in a file for its user alone. No repository and no benchmark's
/// output holds it, so that what proposes cannot have learned the items by heart.
/// </summary>
internal sealed class SealedKey(ApplicationPaths paths, IConfiguration settings)
{
    private const int Size = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>The items of one use: other ones for each purpose, the same for the same.</summary>
    public ItemSource SourceFor(string purpose)
    {
        lock (_gate)
            _key ??= Read();
        return new ItemSource(BenchmarkPart.Sealed, BinaryPrimitives.ReadInt32LittleEndian(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(purpose))) & int.MaxValue);
    }

    private byte[] Read()
    {
        var folder = settings["Constitution:Places:Secrets"] is { Length: > 0 } place ? Path.GetFullPath(place) : Path.Combine(paths.Data, "secrets");
        var file = Path.Combine(folder, "improvement-sealed.key");
        if (File.Exists(file) && File.ReadAllBytes(file) is { Length: Size } known)
            return known;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        var key = RandomNumberGenerator.GetBytes(Size);
        using var stream = new FileStream(file, options);
        stream.Write(key);
        stream.Flush(flushToDisk: true);
        return key;
    }
}
