using System.Text.Json;

namespace HydraBot.Discord.Gateway;

/// <summary>The frame around every payload, found without reading the payload itself.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#payload-structure</remarks>
internal readonly ref struct GatewayEnvelope
{
    public required GatewayOpcode Opcode { get; init; }

    /// <summary>Of a dispatch alone.</summary>
    public long? Sequence { get; init; }

    /// <summary>Of a dispatch alone, in UTF-8.</summary>
    public ReadOnlySpan<byte> EventName { get; init; }

    /// <summary>The payload as it came; empty when there is none.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>All of it.</summary>
    public ReadOnlySpan<byte> Frame { get; init; }

    /// <summary>
    /// Throws <see cref="JsonException"/> for a frame that is no payload. Discord writes the payload last; with <paramref name="walk"/> that is
    /// not taken for granted.
    /// </summary>
    public static GatewayEnvelope Read(ReadOnlySpan<byte> frame, bool walk = false)
    {
        var reader = new Utf8JsonReader(frame);
        GatewayOpcode? opcode = null;
        long? sequence = null;
        ReadOnlySpan<byte> name = default, data = default;

        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A gateway frame is a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("op"u8))
                opcode = (GatewayOpcode?)ReadNumber(ref reader);
            else if (reader.ValueTextEquals("s"u8))
                sequence = ReadNumber(ref reader);
            else if (reader.ValueTextEquals("t"u8))
                name = ReadName(ref reader, frame);
            else if (!reader.ValueTextEquals("d"u8))
                reader.Skip();
            else if (!walk && sequence is not null && name.Length > 0 && opcode is not null)
                // What is left of the frame is the payload, and need not be walked twice.
                return new GatewayEnvelope { Opcode = opcode.Value, Sequence = sequence, EventName = name, Data = Rest(frame, (int)reader.BytesConsumed), Frame = frame };
            else
                data = ReadData(ref reader, frame);
        }
        return new GatewayEnvelope
        {
            Opcode = opcode ?? throw new JsonException("A gateway frame has an 'op'."),
            Sequence = sequence,
            EventName = name,
            Data = data,
            Frame = frame,
        };
    }

    private static ReadOnlySpan<byte> Rest(ReadOnlySpan<byte> frame, int start)
    {
        var rest = frame[start..].Trim(" \t\r\n:"u8);
        return rest is [.., (byte)'}'] ? rest[..^1] : throw new JsonException("A gateway frame ends in the middle.");
    }

    private static ReadOnlySpan<byte> ReadData(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> frame)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return frame[start..(int)reader.BytesConsumed];
    }

    private static long? ReadNumber(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
            _ => throw new JsonException("'op' and 's' are whole numbers."),
        };
    }

    private static ReadOnlySpan<byte> ReadName(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> frame)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String => frame[((int)reader.TokenStartIndex + 1)..((int)reader.BytesConsumed - 1)],
            _ => throw new JsonException("'t' is a string."),
        };
    }
}
