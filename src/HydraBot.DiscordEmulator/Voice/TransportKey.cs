using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HydraBot.DiscordEmulator.Voice;

/// <summary>The encryption between one client and the server: <c>aead_aes256_gcm_rtpsize</c>.</summary>
internal sealed class TransportKey(byte[] key) : IDisposable
{
    public const string Mode = "aead_aes256_gcm_rtpsize";

    private const int TagSize = 16;
    private const int CounterSize = 4;

    private readonly AesGcm _gcm = new(key, TagSize);
    private uint _counter;

    public IReadOnlyList<byte> Key => key;

    /// <summary>What a client's packet carries; null when it is not authentic.</summary>
    public byte[]? Open(byte[] packet, int header)
    {
        var size = packet.Length - header - TagSize - CounterSize;
        if (size < 0)
            return null;
        var nonce = new byte[12];
        packet.AsSpan(packet.Length - CounterSize).CopyTo(nonce);
        var plain = new byte[size];
        try
        {
            _gcm.Decrypt(nonce, packet.AsSpan(header, size), packet.AsSpan(header + size, TagSize), plain, packet.AsSpan(0, header));
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public byte[] Seal(ReadOnlySpan<byte> header, ReadOnlySpan<byte> plain)
    {
        var packet = new byte[header.Length + plain.Length + TagSize + CounterSize];
        header.CopyTo(packet);
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(nonce, ++_counter);
        _gcm.Encrypt(nonce, plain, packet.AsSpan(header.Length, plain.Length), packet.AsSpan(header.Length + plain.Length, TagSize), header);
        nonce.AsSpan(0, CounterSize).CopyTo(packet.AsSpan(packet.Length - CounterSize));
        return packet;
    }

    public void Dispose() => _gcm.Dispose();
}
