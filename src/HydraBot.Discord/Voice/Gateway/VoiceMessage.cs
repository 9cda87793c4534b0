using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HydraBot.Discord.Voice.Gateway;

/// <summary>
/// A message of the voice gateway. JSON: <c>{"op", "seq"?, "d"}</c>; binary: a sequence number of two bytes, an opcode of one, the payload. Both count in
/// one sequence. https://discord.com/developers/docs/topics/voice-connections#buffered-resume
/// </summary>
internal sealed record VoiceMessage(VoiceOpcode Opcode, int? Sequence, JsonElement Data, ReadOnlyMemory<byte> Payload)
{
    private const int BinaryHeaderSize = 3;

    /// <summary>Throws <see cref="JsonException"/> when it cannot be read.</summary>
    public static VoiceMessage Read(ReadOnlySpan<byte> message, bool binary)
    {
        if (binary)
        {
            return message.Length >= BinaryHeaderSize
                ? new VoiceMessage((VoiceOpcode)message[2], BinaryPrimitives.ReadUInt16BigEndian(message), default, message[BinaryHeaderSize..].ToArray())
                : throw new JsonException("A binary message is shorter than its header.");
        }
        using var document = JsonDocument.Parse(message.ToArray());
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("op", out var op) || !op.TryGetInt32(out var opcode))
            throw new JsonException("A message has 'op'.");
        int? sequence = root.TryGetProperty("seq", out var seq) && seq.ValueKind == JsonValueKind.Number && seq.TryGetInt32(out var number) ? number : null;
        var data = root.TryGetProperty("d", out var d) ? d.Clone() : default;
        return new VoiceMessage((VoiceOpcode)opcode, sequence, data, default);
    }

    /// <summary>Its data. Throws <see cref="JsonException"/> when they are not of this kind.</summary>
    public T Get<T>(JsonTypeInfo<T> type) where T : class => Data.ValueKind == JsonValueKind.Object
        ? Data.Deserialize(type) ?? throw new JsonException($"Opcode {(int)Opcode} has no data.")
        : throw new JsonException($"Opcode {(int)Opcode} has no data.");
}
