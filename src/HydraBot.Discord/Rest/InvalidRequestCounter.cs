namespace HydraBot.Discord.Rest;

/// <summary>
/// Counts refused requests (401, 403, 429 that are not shared) of the last ten minutes: Discord bans an address at 10,000.
/// https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
/// </summary>
internal sealed class InvalidRequestCounter(int limit, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Queue<DateTimeOffset> _times = new();

    public int Count
    {
        get
        {
            lock (_times)
            {
                Forget();
                return _times.Count;
            }
        }
    }

    public void Add()
    {
        lock (_times)
        {
            Forget();
            _times.Enqueue(time.GetUtcNow());
        }
    }

    /// <summary>Throws while the limit is reached.</summary>
    public void Check()
    {
        lock (_times)
        {
            Forget();
            if (_times.Count >= limit)
                throw new DiscordException(
                    $"Nothing is sent until {_times.Peek() + Window:HH:mm:ss}: {_times.Count} requests were refused (401, 403 or 429) in ten minutes, and Discord bans at 10,000. Look for what repeats in the log.");
        }
    }

    private void Forget()
    {
        var start = time.GetUtcNow() - Window;
        while (_times.TryPeek(out var oldest) && oldest <= start)
            _times.Dequeue();
    }
}
