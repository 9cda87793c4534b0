using System.Buffers.Binary;

namespace HydraBot.Mls.Codec;

/// <summary>Reads one structure at the front of a reader and moves past it.</summary>
internal delegate T TlsRead<out T>(ref TlsReader reader);

/// <summary>
/// Reads the TLS presentation language with MLS's variable-size vectors (RFC 9420, sections 2.1 and 2.1.2). It never reads past its end: whatever does
/// not fit is an <see cref="MlsException"/> of the kind <see cref="MlsFailure.Malformed"/>.
/// </summary>
internal ref struct TlsReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads one structure that fills the whole of <paramref name="data"/>.</summary>
    public static T ReadAll<T>(ReadOnlySpan<byte> data, TlsRead<T> read)
    {
        var reader = new TlsReader(data);
        var value = read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    public byte UInt8() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
            throw new MlsException(MlsFailure.Malformed, $"{count} bytes are announced and {_rest.Length} are there.");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    /// <summary>The length in front of a vector: 1, 2 or 4 bytes, the shortest that can hold it.</summary>
    public int Length()
    {
        var first = UInt8();
        var prefix = first >> 6;
        if (prefix == 3)
            throw new MlsException(MlsFailure.Malformed, "A vector's length starts with the bits 11.");
        var length = first & 0x3f;
        for (var extra = (1 << prefix) - 1; extra > 0; extra--)
            length = (length << 8) | UInt8();
        if (prefix > 0 && length < 1 << ((8 * (1 << (prefix - 1))) - 2))
            throw new MlsException(MlsFailure.Malformed, $"A vector's length, {length}, is written in more bytes than it needs.");
        return length;
    }

    /// <summary>The content of an <c>opaque x&lt;V&gt;</c>.</summary>
    public ReadOnlySpan<byte> Opaque() => Take(Length());

    /// <summary>The content of an <c>opaque x&lt;V&gt;</c>, copied.</summary>
    public byte[] OpaqueCopy() => Opaque().ToArray();

    /// <summary>Whether an <c>optional&lt;T&gt;</c> is present; its value follows.</summary>
    public bool Optional() => UInt8() switch
    {
        0 => false,
        1 => true,
        var other => throw new MlsException(MlsFailure.Malformed, $"An optional value starts with 0 or 1, not {other}."),
    };

    /// <summary>A vector of structures.</summary>
    public List<T> Vector<T>(TlsRead<T> read)
    {
        var content = new TlsReader(Opaque());
        var items = new List<T>();
        while (!content.AtEnd)
            items.Add(read(ref content));
        return items;
    }

    public List<ushort> UInt16Vector() => Vector(static (ref reader) => reader.UInt16());

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
            throw new MlsException(MlsFailure.Malformed, $"{_rest.Length} bytes follow the end of the structure.");
    }
}
