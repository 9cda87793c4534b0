using System.Buffers.Binary;

namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>Reads width and height out of a PNG's or GIF's header; other pictures go without.</summary>
internal static class ImageSize
{
    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static (int Width, int Height)? Of(ReadOnlySpan<byte> content)
    {
        if (content.Length >= 24 && content.StartsWith(Png))
            return (BinaryPrimitives.ReadInt32BigEndian(content[16..]), BinaryPrimitives.ReadInt32BigEndian(content[20..]));
        if (content.Length >= 10 && content.StartsWith("GIF8"u8))
            return (BinaryPrimitives.ReadUInt16LittleEndian(content[6..]), BinaryPrimitives.ReadUInt16LittleEndian(content[8..]));
        return null;
    }
}
