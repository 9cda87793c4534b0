using System.Diagnostics.CodeAnalysis;

namespace HydraBot.Discord.Voice.Dave;

/// <summary>
/// What a member receives from one sender in one epoch: the ciphers of the generations in use, and what has come already. Keys of an old generation live
/// ten seconds longer (libdave's limits, see docs/voice.md).
/// </summary>
internal sealed class SenderEpoch(HashRatchet ratchet, TimeProvider time) : IDisposable
{
    private readonly Dictionary<uint, (FrameCipher Cipher, long? ExpiresAt)> _ciphers = [];
    private readonly ReplayWindow _replay = new();
    private readonly long _beginsAt = time.GetTimestamp();
    private uint _oldest;
    private uint _newest;

    /// <summary>When this epoch's keys are given up; null while it is the newest.</summary>
    public long? ExpiresAt { get; set; }

    /// <summary>Decrypts a frame into <paramref name="destination"/>, which has the size of its body.</summary>
    public bool TryDecrypt(in EncryptedFrame frame, Span<byte> destination)
    {
        var generation = Unwrap(frame.Nonce >> DaveProtocol.GenerationShift);
        var nonce = ((ulong)generation << DaveProtocol.GenerationShift) | (frame.Nonce & ((1u << DaveProtocol.GenerationShift) - 1));
        if (!_replay.MayCome(nonce) || !TryFindCipher(generation, out var cipher) || !TryOpen(cipher, frame, destination))
            return false;
        _replay.Came(nonce);
        if (generation > _newest)
            Advance(generation);
        return true;
    }

    public void Dispose()
    {
        foreach (var (cipher, _) in _ciphers.Values)
            cipher.Dispose();
        _ciphers.Clear();
        ratchet.Dispose();
    }

    private static bool TryOpen(FrameCipher cipher, in EncryptedFrame frame, Span<byte> destination)
    {
        if (frame.Ranges.Count == 0)
            return cipher.TryDecrypt(frame.Nonce, frame.Body, [], frame.Tag, destination);
        var (readable, hidden) = FrameParts.Split(frame.Body, frame.Ranges);
        var plain = new byte[hidden.Length];
        if (!cipher.TryDecrypt(frame.Nonce, hidden, readable, frame.Tag, plain))
            return false;
        frame.Body.CopyTo(destination);
        FrameParts.PlaceHidden(destination, frame.Ranges, plain);
        return true;
    }

    /// <summary>The generation whose lowest byte the nonce carries, at or after the oldest that is kept.</summary>
    private uint Unwrap(uint lowByte)
    {
        var turn = (_oldest / 256) + (lowByte < _oldest % 256 ? 1u : 0u);
        return (turn * 256) + lowByte;
    }

    private bool TryFindCipher(uint generation, [NotNullWhen(true)] out FrameCipher? cipher)
    {
        DropExpired();
        cipher = null;
        if (generation < _oldest || generation > _newest + DaveProtocol.LargestGenerationGap || generation > LargestHonest())
            return false;
        if (_ciphers.TryGetValue(generation, out var found))
        {
            cipher = found.Cipher;
            return true;
        }
        if (ratchet.Key(generation) is not { } key)
            return false;
        cipher = new FrameCipher(key);
        _ciphers.Add(generation, (cipher, generation < _newest ? In(DaveProtocol.Overlap) : null));
        return true;
    }

    /// <summary>Nobody can have used up more generations than their frames since the epoch began.</summary>
    private uint LargestHonest()
    {
        var seconds = (ulong)time.GetElapsedTime(_beginsAt).TotalSeconds;
        return (uint)((seconds * DaveProtocol.FramesPerSecond) >> DaveProtocol.GenerationShift);
    }

    private void Advance(uint generation)
    {
        _newest = generation;
        foreach (var (old, (cipher, expiresAt)) in _ciphers.Where(entry => entry.Key < generation && entry.Value.ExpiresAt is null).ToList())
            _ciphers[old] = (cipher, expiresAt ?? In(DaveProtocol.Overlap));
    }

    private void DropExpired()
    {
        if (_newest == 0)
            return;
        var now = time.GetTimestamp();
        foreach (var (old, (cipher, expiresAt)) in _ciphers.ToList())
        {
            if (expiresAt is not { } at || at > now)
                continue;
            cipher.Dispose();
            _ciphers.Remove(old);
        }
        for (; _oldest < _newest && !_ciphers.ContainsKey(_oldest); _oldest++)
            ratchet.Delete(_oldest);
    }

    private long In(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);
}
