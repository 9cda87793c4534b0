namespace HydraBot.Discord.Gateway;

/// <summary>What is needed to continue after a broken connection. Written by the socket loop alone.</summary>
internal sealed class GatewaySession
{
    private long _sequence = -1;

    public string? Id { get; private set; }

    public Uri? ResumeAddress { get; private set; }

    /// <summary>The number of the last event; null before the first.</summary>
    public long? Sequence => Interlocked.Read(ref _sequence) is var value and >= 0 ? value : null;

    public bool CanResume => Id is not null && Sequence is not null;

    public void Begin(string id, string? resumeAddress)
    {
        Id = id;
        ResumeAddress = Uri.TryCreate(resumeAddress, UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>False for an event that was applied before: a replay may overlap with what had arrived.</summary>
    public bool Advance(long sequence)
    {
        if (sequence <= Interlocked.Read(ref _sequence))
            return false;
        Interlocked.Exchange(ref _sequence, sequence);
        return true;
    }

    public void Forget()
    {
        Id = null;
        ResumeAddress = null;
        Interlocked.Exchange(ref _sequence, -1);
    }
}
