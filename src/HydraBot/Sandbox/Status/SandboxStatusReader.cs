using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Image;
using HydraBot.Sandbox.Isolation;
using HydraBot.Sandbox.Pool;
using HydraBot.Sandbox.Queue;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Status;

/// <summary>Reads how the sandbox stands; what is missing is said, never thrown.</summary>
internal sealed class SandboxStatusReader(
    SandboxEngine engine, SandboxImage image, IsolationGate gate, ExecutionQueue queue, WarmPool pool, IOptions<SandboxOptions> options)
{
    public async Task<SandboxStatusReport> ReadAsync(CancellationToken cancellationToken)
    {
        EngineFacts? facts = null;
        PinnedImage? built = null;
        string? reason = null;
        try
        {
            facts = await engine.LookAsync(cancellationToken);
            built = await image.RequireAsync(cancellationToken);
        }
        catch (OperationException missing)
        {
            reason = missing.Message;
        }

        var tested = gate.Newest;
        if (reason is null && tested is { Held: false })
            reason = $"Programs are switched off: {tested.Breach}";
        var limits = options.Value;
        return new SandboxStatusReport
        {
            Ready = reason is null,
            Reason = reason,
            Engine = facts is null ? null : new EngineStatus(
                engine.Address, facts.Name, facts.Runtime, facts.Runtimes, facts.Kernel, facts.CgroupVersion, facts.UserNamespaces, facts.AppArmor),
            Image = new ImageStatus(image.Name, built?.Id, built?.Layers ?? [], built?.Size),
            Limits = new LimitStatus(
                limits.MemoryMb, limits.MaxMemoryMb, limits.Cpus, limits.TimeoutSeconds, limits.MaxTimeoutSeconds, limits.Pids, limits.DiskMb, limits.OutputKb,
                limits.Concurrent, limits.ConcurrentPerMember, "none"),
            Isolation = new IsolationStatus(tested?.Held, tested?.Checks.Count ?? 0, tested?.At, tested is { Held: false } ? tested.Breach : null),
            Running = queue.Running,
            Waiting = queue.Waiting,
            Pool = pool.Waiting,
            PoolPaused = pool.IsPaused,
        };
    }
}
