namespace HydraBot.Discord.Voice.Dave;

/// <summary>Lets every nonce of a sender's epoch in once: newer ones, and older ones that have not come, of which the newest thousand are remembered.</summary>
internal sealed class ReplayWindow
{
    private readonly SortedSet<ulong> _missing = [];
    private ulong _newest;

    /// <summary>Senders count from one, so what precedes the first frame that comes may come too.</summary>
    public bool MayCome(ulong nonce) => nonce > _newest || _missing.Contains(nonce);

    /// <summary>Notes a nonce whose frame was authentic.</summary>
    public void Came(ulong nonce)
    {
        if (nonce <= _newest)
        {
            _missing.Remove(nonce);
            return;
        }
        var gap = Math.Min(nonce - _newest - 1, DaveProtocol.MostMissing);
        for (var skipped = nonce - gap; skipped < nonce; skipped++)
            _missing.Add(skipped);
        while (_missing.Count > DaveProtocol.MostMissing)
            _missing.Remove(_missing.Min);
        _newest = nonce;
    }
}
