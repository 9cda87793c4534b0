using System.Collections.Concurrent;
using HydraBot.Governance;
using HydraBot.Governance.Emergency;

namespace HydraBot.Inference.Gateway;

/// <summary>The passes that are good now. The emergency stop makes all of them void.</summary>
internal sealed class GatewayPasses(EmergencyStop stop, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, GatewayPass> _passes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _asking = new(StringComparer.Ordinal);

    /// <summary>A key's pass; null when it must ask for one.</summary>
    public GatewayPass? Find(string key) =>
        !stop.IsStopped && _passes.TryGetValue(key, out var pass) && pass.Until > time.GetUtcNow() ? pass : null;

    public GatewayPass Grant(Clearance clearance)
    {
        var pass = new GatewayPass(clearance, time.GetUtcNow() + Lasts);
        _passes[clearance.Caller.Id] = pass;
        return pass;
    }

    /// <summary>One asks for a key at a time; the others take the pass that it got.</summary>
    public SemaphoreSlim Asking(string key) => _asking.GetOrAdd(key, _ => new SemaphoreSlim(1, 1));
}
