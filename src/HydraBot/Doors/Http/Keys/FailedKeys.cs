using System.Net;
using System.Net.Sockets;

namespace HydraBot.Doors.Http.Keys;

/// <summary>
/// Slows down an address that shows wrong keys: each answer comes later than the one before, up to a bound. A right key is never slowed, so that
/// nobody can lock an owner out from the owner's own network.
/// </summary>
internal sealed class FailedKeys(DeniedKeys denied, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(10);
    private const int MostAddresses = 4096;
    private const int MostWaiting = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, (int Count, DateTimeOffset Last)> _failures = [];
    private int _waiting;

    /// <summary>Notes a wrong key and waits before it is refused; the time to stay away instead, when too many already wait here.</summary>
    public async Task<TimeSpan?> SlowDownAsync(IPAddress? address, string correlationId, CancellationToken cancellationToken)
    {
        var network = Network(address ?? IPAddress.None);
        denied.Note(network, correlationId);
        var delay = Note(network);
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return delay;
        }

        try
        {
            await Task.Delay(delay, time, cancellationToken);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private TimeSpan Note(IPAddress address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            var count = _failures.TryGetValue(address, out var known) && now - known.Last < Forgiven ? known.Count + 1 : 1;
            if (count == 1 && _failures.Count >= MostAddresses)
                _failures.Remove(_failures.MinBy(pair => pair.Value.Last).Key);
            _failures[address] = (count, now);
            return TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(count - 1, 10)));
        }
    }

    /// <summary>An IPv6 host owns a whole /64, so that is what is slowed.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
