using System.IO.Compression;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Transport compression: one zlib context a connection, every message flushed so that it ends in 00 00 FF FF.</summary>
internal sealed class ZlibStream : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly ZLibStream _zlib;

    public ZlibStream() => _zlib = new ZLibStream(_output, CompressionLevel.Fastest, leaveOpen: true);

    public ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> message)
    {
        _output.SetLength(0);
        _zlib.Write(message);
        _zlib.Flush();
        return _output.GetBuffer().AsMemory(0, (int)_output.Length);
    }

    /// <summary>Payload compression: one whole zlib stream a message.</summary>
    public static ReadOnlyMemory<byte> CompressAlone(ReadOnlySpan<byte> message)
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(message);
        return output.ToArray();
    }

    public void Dispose()
    {
        _zlib.Dispose();
        _output.Dispose();
    }
}
