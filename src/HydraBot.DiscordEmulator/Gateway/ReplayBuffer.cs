namespace HydraBot.DiscordEmulator.Gateway;

/// <summary>The last dispatches of a session, for whoever resumes it.</summary>
internal sealed class ReplayBuffer
{
    public const int Capacity = 2_000;

    private readonly Queue<(long Sequence, byte[] Payload)> _payloads = new();

    public void Add(long sequence, byte[] payload)
    {
        _payloads.Enqueue((sequence, payload));
        if (_payloads.Count > Capacity)
            _payloads.Dequeue();
    }

    /// <summary>What came after <paramref name="sequence"/>; null when some of it is no longer here.</summary>
    public IReadOnlyList<byte[]>? After(long sequence)
    {
        if (_payloads.TryPeek(out var oldest) && sequence < oldest.Sequence - 1)
            return null;
        return [.. _payloads.Where(one => one.Sequence > sequence).Select(one => one.Payload)];
    }
}
