namespace HydraBot.Discord.Gateway;

/// <summary>What is needed to continue after a broken connection. Written by the socket loop alone.</summary>
internal sealed class GatewaySession
{
    /// <summary>So many later events are remembered for one that is missing; then it counts as lost.</summary>
    private const int LongestGap = 128;

    private readonly HashSet<long> _ahead = [];
    private long _reached = -1;
    private long _sequence = -1;

    public string? Id { get; private set; }

    public Uri? ResumeAddress { get; private set; }

    /// <summary>The highest number of an event; null before the first.</summary>
    public long? Sequence => Interlocked.Read(ref _sequence) is var value and >= 0 ? value : null;

    public bool CanResume => Id is not null && Sequence is not null;

    public void Begin(string id, string? resumeAddress)
    {
        Id = id;
        ResumeAddress = Uri.TryCreate(resumeAddress, UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>False for an event that was applied before: a replay may overlap with what had arrived, in whatever order that was.</summary>
    public bool Advance(long sequence)
    {
        if (sequence <= _reached || !_ahead.Add(sequence))
            return false;
        if (_reached < 0 || _ahead.Count > LongestGap)
            _reached = _ahead.Min() - 1;
        while (_ahead.Remove(_reached + 1))
            _reached++;
        Interlocked.Exchange(ref _sequence, Math.Max(sequence, Interlocked.Read(ref _sequence)));
        return true;
    }

    public void Forget()
    {
        Id = null;
        ResumeAddress = null;
        _ahead.Clear();
        _reached = -1;
        Interlocked.Exchange(ref _sequence, -1);
    }
}
