using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>How a client behind NAT learns the address that Discord sees. https://discord.com/developers/docs/topics/voice-connections#ip-discovery</summary>
internal static class IpDiscovery
{
    public const int Size = 74;

    private const ushort Request = 1;
    private const ushort Response = 2;
    private const ushort ContentSize = 70;
    private const int AddressAt = 8;

    public static byte[] Ask(uint ssrc)
    {
        var packet = new byte[Size];
        BinaryPrimitives.WriteUInt16BigEndian(packet, Request);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), ContentSize);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    /// <summary>False: this is not the answer to this client's question.</summary>
    public static bool TryReadAnswer(ReadOnlySpan<byte> packet, uint ssrc, out IPEndPoint address)
    {
        address = new IPEndPoint(IPAddress.None, 0);
        if (packet.Length != Size || BinaryPrimitives.ReadUInt16BigEndian(packet) != Response || BinaryPrimitives.ReadUInt32BigEndian(packet[4..]) != ssrc)
            return false;
        var text = packet[AddressAt..^2];
        if (text.IndexOf((byte)0) is var end && end >= 0)
            text = text[..end];
        if (!IPAddress.TryParse(Encoding.ASCII.GetString(text), out var ip))
            return false;
        address = new IPEndPoint(ip, BinaryPrimitives.ReadUInt16BigEndian(packet[^2..]));
        return true;
    }
}
