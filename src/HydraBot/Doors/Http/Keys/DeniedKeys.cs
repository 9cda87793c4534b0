using System.Net;
using System.Threading.Channels;

namespace HydraBot.Doors.Http.Keys;

/// <summary>Wrong keys that the audit chain has not been told of yet.</summary>
internal sealed class DeniedKeys
{
    private readonly Channel<DeniedKey> _attempts;
    private int _overflow;

    /// <summary>What comes when 1,000 wait is only counted: the number is what matters then, not each address.</summary>
    public DeniedKeys() => _attempts = Channel.CreateBounded<DeniedKey>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
        _ => Interlocked.Increment(ref _overflow));

    public ChannelReader<DeniedKey> Attempts => _attempts.Reader;

    /// <summary>Notes a wrong key, never the key itself.</summary>
    public void Note(IPAddress address, string correlationId) => _attempts.Writer.TryWrite(new DeniedKey(address, correlationId));

    /// <summary>How many were only counted since this was last asked.</summary>
    public int TakeOverflow() => Interlocked.Exchange(ref _overflow, 0);
}

/// <summary>One wrong key.</summary>
internal readonly record struct DeniedKey(IPAddress Address, string CorrelationId);
