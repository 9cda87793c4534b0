using System.IO.Compression;

namespace HydraBot.Discord.Gateway;

/// <summary>
/// Undoes zlib-stream: one compression context over the whole connection, each message ended by a sync flush.
/// https://discord.com/developers/docs/events/gateway#transport-compression
/// </summary>
internal sealed class ZlibStreamDecoder : IDisposable
{
    private readonly RefillableStream _input = new();
    private readonly ZLibStream _zlib;
    private readonly FrameBuffer _output;

    public ZlibStreamDecoder(int largest)
    {
        _zlib = new ZLibStream(_input, CompressionMode.Decompress);
        _output = new FrameBuffer(largest);
    }

    private static ReadOnlySpan<byte> SyncFlush => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Whether a message ends here, rather than going on in the next frame.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> compressed) => compressed.EndsWith(SyncFlush);

    /// <summary>The message, valid until the next call. Throws <see cref="InvalidDataException"/> when the stream is broken for good.</summary>
    public ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> compressed)
    {
        _output.Clear();
        _input.Refill(compressed);
        while (true)
        {
            var read = _zlib.Read(_output.Free().Span);
            if (read == 0)
                return _output.Written;
            _output.Advance(read);
        }
    }

    public void Dispose()
    {
        _zlib.Dispose();
        _input.Dispose();
        _output.Dispose();
    }
}
