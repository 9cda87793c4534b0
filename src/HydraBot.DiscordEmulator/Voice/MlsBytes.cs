using System.Buffers.Binary;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>The little of MLS's encoding that a voice server needs: it passes nearly everything on unread (RFC 9420, section 2.1.2).</summary>
internal static class MlsBytes
{
    public static byte[] UInt16(int value) => [(byte)(value >> 8), (byte)value];

    public static byte[] UInt32(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] UInt64(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }

    public static byte[] Vector(ReadOnlySpan<byte> content) => content.Length switch
    {
        < 1 << 6 => [(byte)content.Length, .. content],
        < 1 << 14 => [.. UInt16(content.Length | (1 << 14)), .. content],
        _ => [.. UInt32((uint)content.Length | (2u << 30)), .. content],
    };

    /// <summary>The length of the commit at the start of opcode 28; a welcome may follow. Null: it cannot be read.</summary>
    public static int? CommitSize(ReadOnlySpan<byte> data, out ulong epoch)
    {
        epoch = 0;
        var rest = data;
        // Version, wire format, group; then the epoch, the sender (a member's leaf), authenticated data, content type 3.
        if (!Skip(ref rest, 4) || !SkipVector(ref rest) || rest.Length < 8)
            return null;
        epoch = BinaryPrimitives.ReadUInt64BigEndian(rest);
        if (!Skip(ref rest, 8 + 1 + 4) || !SkipVector(ref rest) || rest.IsEmpty || rest[0] != 3 || !Skip(ref rest, 1))
            return null;
        if (!SkipVector(ref rest) || rest.IsEmpty)
            return null;
        var hasPath = rest[0] == 1;
        if (!Skip(ref rest, 1) || (hasPath && !SkipPath(ref rest)))
            return null;
        // Signature, confirmation tag, membership tag.
        return SkipVector(ref rest) && SkipVector(ref rest) && SkipVector(ref rest) ? data.Length - rest.Length : null;
    }

    /// <summary>A leaf of a commit, then the nodes of its path (RFC 9420, sections 7.2 and 7.6).</summary>
    private static bool SkipPath(ref ReadOnlySpan<byte> rest)
    {
        if (!SkipVector(ref rest) || !SkipVector(ref rest) || !Skip(ref rest, 2) || !SkipVector(ref rest))
            return false;
        for (var i = 0; i < 5; i++)
        {
            if (!SkipVector(ref rest))
                return false;
        }
        return Skip(ref rest, 1) && SkipVector(ref rest) && SkipVector(ref rest) && SkipVector(ref rest) && SkipVector(ref rest);
    }

    private static bool Skip(ref ReadOnlySpan<byte> rest, int count)
    {
        if (rest.Length < count)
            return false;
        rest = rest[count..];
        return true;
    }

    private static bool SkipVector(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
            return false;
        var size = 1 << (rest[0] >> 6);
        if (size > 4 || rest.Length < size)
            return false;
        var length = rest[0] & 0x3f;
        for (var i = 1; i < size; i++)
            length = (length << 8) | rest[i];
        return Skip(ref rest, size) && Skip(ref rest, length);
    }
}
