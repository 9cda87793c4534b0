using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HydraBot.Mls.Codec;

/// <summary>Writes the TLS presentation language with MLS's variable-size vectors (RFC 9420, sections 2.1 and 2.1.2).</summary>
internal sealed class TlsWriter
{
    private const int LongestVector = (1 << 30) - 1;

    private byte[] _buffer = new byte[256];

    public int Position { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Position);

    public static byte[] Write(Action<TlsWriter> write)
    {
        var writer = new TlsWriter();
        write(writer);
        return writer.Finish();
    }

    /// <summary>What was written; the writer's own copy is zeroed, since it may have held a secret.</summary>
    public byte[] Finish()
    {
        var written = Written.ToArray();
        CryptographicOperations.ZeroMemory(_buffer);
        Position = 0;
        return written;
    }

    public TlsWriter UInt8(byte value)
    {
        Free(1)[0] = value;
        return this;
    }

    public TlsWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Free(2), value);
        return this;
    }

    public TlsWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Free(4), value);
        return this;
    }

    public TlsWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Free(8), value);
        return this;
    }

    public TlsWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        return this;
    }

    public TlsWriter Opaque(ReadOnlySpan<byte> content)
    {
        Length(content.Length);
        return Bytes(content);
    }

    public TlsWriter Opaque(ReadOnlyMemory<byte> content) => Opaque(content.Span);

    /// <summary>Whether a value follows.</summary>
    public TlsWriter Optional(bool present) => UInt8(present ? (byte)1 : (byte)0);

    public TlsWriter Vector<T>(IEnumerable<T> items, Action<T, TlsWriter> write)
    {
        var content = new TlsWriter();
        foreach (var item in items)
            write(item, content);
        Opaque(content.Written);
        CryptographicOperations.ZeroMemory(content._buffer);
        return this;
    }

    public TlsWriter UInt16Vector(IEnumerable<ushort> items) => Vector(items, static (item, writer) => writer.UInt16(item));

    private void Length(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestVector);
        if (length < 1 << 6)
            UInt8((byte)length);
        else if (length < 1 << 14)
            UInt16((ushort)(length | (1 << 14)));
        else
            UInt32((uint)length | (2u << 30));
    }

    private Span<byte> Free(int count)
    {
        if (_buffer.Length - Position < count)
        {
            var larger = new byte[Math.Max(_buffer.Length * 2, Position + count)];
            Written.CopyTo(larger);
            CryptographicOperations.ZeroMemory(_buffer);
            _buffer = larger;
        }
        var free = _buffer.AsSpan(Position, count);
        Position += count;
        return free;
    }
}
