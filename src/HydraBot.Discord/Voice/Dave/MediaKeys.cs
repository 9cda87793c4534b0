namespace HydraBot.Discord.Voice.Dave;

/// <summary>The keys of frames: this member's own, and those of everybody heard.</summary>
internal sealed class MediaKeys(TimeProvider time) : IDisposable
{
    private readonly Dictionary<ulong, FrameDecryptor> _decryptors = [];
    private FrameEncryptor? _encryptor;
    private long _passThroughUntil = long.MaxValue;

    public bool CanEncrypt => _encryptor is not null;

    /// <summary>Begins an epoch for receiving: its members have new keys, and keys of all who were heard before run out.</summary>
    public void Begin(IEnumerable<(ulong UserId, HashRatchet Ratchet)> senders)
    {
        var fresh = senders.ToDictionary(sender => sender.UserId, sender => sender.Ratchet);
        foreach (var (userId, decryptor) in _decryptors.ToList())
        {
            if (!fresh.ContainsKey(userId))
                decryptor.Expire();
        }
        foreach (var (userId, ratchet) in fresh)
        {
            if (!_decryptors.TryGetValue(userId, out var decryptor))
                _decryptors.Add(userId, decryptor = new FrameDecryptor(time));
            decryptor.Begin(ratchet);
        }
    }

    /// <summary>Sends with these keys from now on; without any, nothing can be encrypted.</summary>
    public void Use(FrameEncryptor? encryptor)
    {
        if (encryptor == _encryptor)
            return;
        _encryptor?.Dispose();
        _encryptor = encryptor;
    }

    /// <summary>Lets unencrypted frames in for this long; null is for good.</summary>
    public void AllowPassThrough(TimeSpan? span) => _passThroughUntil = span is { } limited ? In(limited) : long.MaxValue;

    /// <summary>Ends letting unencrypted frames in, after the overlap.</summary>
    public void EndPassThrough() => _passThroughUntil = Math.Min(_passThroughUntil, In(DaveProtocol.Overlap));

    public int Encrypt(ReadOnlySpan<byte> frame, Span<byte> destination) => _encryptor?.Encrypt(frame, destination) ?? 0;

    public FrameDecryption Decrypt(ulong userId, ReadOnlySpan<byte> frame, Span<byte> destination, out int size)
    {
        if (EncryptedFrame.TryParse(frame, out var encrypted))
        {
            size = encrypted.Body.Length;
            return _decryptors.TryGetValue(userId, out var decryptor) && decryptor.TryDecrypt(encrypted, destination[..size])
                ? FrameDecryption.Decrypted : Refuse(out size);
        }
        if (!frame.SequenceEqual(DaveProtocol.Silence) && _passThroughUntil <= time.GetTimestamp())
            return Refuse(out size);
        frame.CopyTo(destination);
        size = frame.Length;
        return FrameDecryption.PassedThrough;
    }

    public void Dispose()
    {
        Use(null);
        foreach (var decryptor in _decryptors.Values)
            decryptor.Dispose();
        _decryptors.Clear();
    }

    private static FrameDecryption Refuse(out int size)
    {
        size = 0;
        return FrameDecryption.Refused;
    }

    private long In(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);
}
