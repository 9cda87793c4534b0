namespace HydraBot.Discord.Voice.Dave;

/// <summary>What is received from one sender: in the newest epoch, and in older ones while they overlap.</summary>
internal sealed class FrameDecryptor(TimeProvider time) : IDisposable
{
    private readonly List<SenderEpoch> _epochs = [];

    /// <summary>Begins an epoch; those before it live for the overlap.</summary>
    public void Begin(HashRatchet ratchet)
    {
        Expire();
        _epochs.Add(new SenderEpoch(ratchet, time));
    }

    /// <summary>Lets the present epochs run out: the sender is no member any more, or encryption ends.</summary>
    public void Expire()
    {
        var expiresAt = time.GetTimestamp() + (long)(DaveProtocol.Overlap.TotalSeconds * time.TimestampFrequency);
        foreach (var epoch in _epochs)
            epoch.ExpiresAt ??= expiresAt;
        DropExpired();
    }

    /// <summary>Decrypts a frame, trying the newest epoch first.</summary>
    public bool TryDecrypt(in EncryptedFrame frame, Span<byte> destination)
    {
        DropExpired();
        for (var i = _epochs.Count - 1; i >= 0; i--)
        {
            if (_epochs[i].TryDecrypt(frame, destination))
                return true;
        }
        return false;
    }

    public void Dispose()
    {
        _epochs.ForEach(epoch => epoch.Dispose());
        _epochs.Clear();
    }

    private void DropExpired()
    {
        if (_epochs is [{ ExpiresAt: null }])
            return;
        var now = time.GetTimestamp();
        _epochs.RemoveAll(epoch =>
        {
            if (epoch.ExpiresAt is not { } at || at > now)
                return false;
            epoch.Dispose();
            return true;
        });
    }
}
