using System.Text;

namespace HydraBot.Tests.Memory;

/// <summary>Writes the few parts of the protocol buffers format that small models are made of (https://protobuf.dev/programming-guides/encoding/).</summary>
internal sealed class ProtobufMessage
{
    private readonly MemoryStream _bytes = new();

    public ProtobufMessage Add(int field, long number)
    {
        Variable(((ulong)field << 3) | 0);
        Variable((ulong)number);
        return this;
    }

    public ProtobufMessage Add(int field, float number)
    {
        Variable(((ulong)field << 3) | 5);
        _bytes.Write(BitConverter.GetBytes(number));
        return this;
    }

    public ProtobufMessage Add(int field, byte[] bytes)
    {
        Variable(((ulong)field << 3) | 2);
        Variable((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    public ProtobufMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public ProtobufMessage Add(int field, ProtobufMessage message) => Add(field, message.ToArray());

    public byte[] ToArray() => _bytes.ToArray();

    private void Variable(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.WriteByte((byte)(value | 0x80));
        _bytes.WriteByte((byte)value);
    }
}
