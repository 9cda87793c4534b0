using System.Text;

namespace HydraBot.Testing.Models;

/// <summary>Writes the few parts of the protocol buffers format that small models are made of (https://protobuf.dev/programming-guides/encoding/).</summary>
public sealed class ProtobufMessage
{
    private readonly List<byte> _bytes = [];

    /// <summary>A whole number, as a varint.</summary>
    public ProtobufMessage Add(int field, long number)
    {
        Variable(((ulong)field << 3) | 0);
        Variable((ulong)number);
        return this;
    }

    /// <summary>A float, in four bytes.</summary>
    public ProtobufMessage Add(int field, float number)
    {
        Variable(((ulong)field << 3) | 5);
        _bytes.AddRange(BitConverter.GetBytes(number));
        return this;
    }

    /// <summary>Bytes, with their length.</summary>
    public ProtobufMessage Add(int field, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Variable(((ulong)field << 3) | 2);
        Variable((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Text, in UTF-8.</summary>
    public ProtobufMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A message within.</summary>
    public ProtobufMessage Add(int field, ProtobufMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Add(field, message.ToArray());
    }

    /// <summary>All that was added.</summary>
    public byte[] ToArray() => [.. _bytes];

    private void Variable(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
