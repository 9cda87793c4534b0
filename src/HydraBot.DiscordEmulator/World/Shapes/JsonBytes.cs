using System.Buffers;
using System.Text.Encodings.Web;

namespace HydraBot.DiscordEmulator.World.Shapes;

/// <summary>Writes JSON with its letters and emojis as they are; nothing here ends up inside HTML.</summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Of(JsonNode? node)
    {
        if (node is null)
            return "null"u8.ToArray();
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
            node.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}
