using System.Buffers;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>Writes the envelope around what the gateway sends.</summary>
internal static class GatewayPayload
{
    public static byte[] Dispatch(string name, long sequence, ReadOnlySpan<byte> data) => Write(GatewayOpcode.Dispatch, name, sequence, data);

    public static byte[] Control(GatewayOpcode opcode, JsonNode? data = null) =>
        Write(opcode, name: null, sequence: null, JsonBytes.Of(data));

    private static byte[] Write(GatewayOpcode opcode, string? name, long? sequence, ReadOnlySpan<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 96);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("t", name);
        if (sequence is { } number)
            json.WriteNumber("s", number);
        else
            json.WriteNull("s");
        json.WriteNumber("op", (int)opcode);
        json.WritePropertyName("d");
        json.WriteRawValue(data, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
