using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HydraBot.Discord.Voice.Rtp;

/// <summary>
/// The encryption between this client and Discord's voice server, modes <c>*_rtpsize</c>: header in the clear and authenticated, payload, tag of 16 bytes,
/// and a counter of four bytes that is the beginning of the nonce. https://discord.com/developers/docs/topics/voice-connections#transport-encryption-and-sending-voice
/// </summary>
internal abstract class TransportCipher : IDisposable
{
    public const int TagSize = 16;
    public const int CounterSize = 4;
    public const int KeySize = 32;
    public const string Aes = "aead_aes256_gcm_rtpsize";
    public const string XChaCha = "aead_xchacha20_poly1305_rtpsize";

    private uint _counter;

    /// <summary>What a packet gets beyond header and payload.</summary>
    public static int Overhead => TagSize + CounterSize;

    /// <summary>Modes spoken here, the preferred first.</summary>
    public static IReadOnlyList<string> Modes { get; } = AesGcm.IsSupported ? [Aes, XChaCha] : [XChaCha];

    public static TransportCipher Create(string mode, ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize)
            throw new DiscordException($"The voice server's key is {key.Length} bytes; {KeySize} are needed.");
        return mode switch
        {
            Aes => new AesTransportCipher(key),
            XChaCha => new XChaChaTransportCipher(key),
            _ => throw new DiscordException($"The voice server chose the encryption '{mode}'; known are {string.Join(" and ", Modes)}."),
        };
    }

    /// <summary>Encrypts the payload behind a header; returns the packet's size. Throws once all 2^32 counters are used.</summary>
    public int Seal(Span<byte> packet, int headerSize, ReadOnlySpan<byte> payload)
    {
        Span<byte> counter = stackalloc byte[CounterSize];
        BinaryPrimitives.WriteUInt32BigEndian(counter, _counter);
        _counter = checked(_counter + 1);
        var ciphertext = packet.Slice(headerSize, payload.Length);
        var tag = packet.Slice(headerSize + payload.Length, TagSize);
        Encrypt(counter, packet[..headerSize], payload, ciphertext, tag);
        counter.CopyTo(packet[(headerSize + payload.Length + TagSize)..]);
        return headerSize + payload.Length + Overhead;
    }

    /// <summary>Decrypts what follows the header; false when it is not authentic. <paramref name="payload"/> has the packet's size.</summary>
    public bool TryOpen(ReadOnlySpan<byte> packet, int headerSize, Span<byte> payload, out int size)
    {
        size = packet.Length - headerSize - Overhead;
        if (size < 0)
            return false;
        var counter = packet[^CounterSize..];
        try
        {
            Decrypt(counter, packet[..headerSize], packet.Slice(headerSize, size), packet.Slice(headerSize + size, TagSize), payload[..size]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public abstract void Dispose();

    protected abstract void Encrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag);

    protected abstract void Decrypt(ReadOnlySpan<byte> counter, ReadOnlySpan<byte> header, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext);
}
