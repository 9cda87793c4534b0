using System.Security.Cryptography;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>Encrypts what this member sends in one epoch. Each frame has its own nonce, counting from one.</summary>
internal sealed class FrameEncryptor(HashRatchet ratchet) : IDisposable
{
    private FrameCipher? _cipher;
    private uint _generation;
    private uint _nonce;

    /// <summary>The most bytes that a frame without ranges can become.</summary>
    public static int LargestSize(int frameSize) => frameSize + DaveProtocol.FixedSupplement + 5;

    /// <summary>Encrypts a frame with nothing readable in it, as sound is; returns its size. Throws once all 2^32 nonces are used.</summary>
    public int Encrypt(ReadOnlySpan<byte> frame, Span<byte> destination)
    {
        var nonce = NextNonce();
        _cipher!.Encrypt(nonce, frame, [], destination[..frame.Length], destination.Slice(frame.Length, DaveProtocol.TagSize));
        return Finish(destination, frame.Length, nonce, []);
    }

    /// <summary>Encrypts a frame of which parts stay readable for relays; returns its size.</summary>
    public int Encrypt(ReadOnlySpan<byte> frame, IReadOnlyList<FrameRange> readable, Span<byte> destination)
    {
        if (readable.Count == 0)
            return Encrypt(frame, destination);
        var nonce = NextNonce();
        frame.CopyTo(destination);
        var (open, closed) = FrameParts.Split(frame, readable);
        var ciphertext = new byte[closed.Length];
        _cipher!.Encrypt(nonce, closed, open, ciphertext, destination.Slice(frame.Length, DaveProtocol.TagSize));
        FrameParts.PlaceHidden(destination[..frame.Length], readable, ciphertext);
        return Finish(destination, frame.Length, nonce, readable);
    }

    public void Dispose()
    {
        _cipher?.Dispose();
        ratchet.Dispose();
    }

    private static int Finish(Span<byte> destination, int frameSize, uint nonce, IReadOnlyList<FrameRange> readable)
    {
        var place = frameSize + DaveProtocol.TagSize;
        place += Leb128.Write(nonce, destination[place..]);
        foreach (var range in readable)
        {
            place += Leb128.Write((uint)range.Offset, destination[place..]);
            place += Leb128.Write((uint)range.Size, destination[place..]);
        }
        var supplement = place - frameSize + 3;
        destination[place++] = checked((byte)supplement);
        destination[place++] = DaveProtocol.Marker;
        destination[place++] = DaveProtocol.Marker;
        return place;
    }

    private uint NextNonce()
    {
        _nonce = checked(_nonce + 1);
        var generation = _nonce >> DaveProtocol.GenerationShift;
        if (_cipher is not null && generation == _generation)
            return _nonce;
        _cipher?.Dispose();
        _cipher = new FrameCipher(ratchet.Key(generation) ?? throw new CryptographicException("The key of the next generation has been deleted."));
        ratchet.Delete(generation);
        _generation = generation;
        return _nonce;
    }
}
