using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.History;
using HydraBot.Sandbox.Isolation;
using HydraBot.Sandbox.Pool;
using HydraBot.Sandbox.Queue;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Running;

/// <summary>Runs programs: one after the other's turn, each in a sandbox of its own that is thrown away.</summary>
internal sealed class SandboxRunner(
    SandboxEngine engine,
    Ground ground,
    IsolationGate gate,
    ExecutionQueue queue,
    WarmPool pool,
    JobRunner jobs,
    ExecutionHistory history,
    SecretMask mask,
    IOptions<SandboxOptions> options,
    TimeProvider time)
{
    /// <summary>Runs one program to its end.</summary>
    /// <exception cref="OperationException">It could not run: there is no engine, no image, no tight sandbox, or no place.</exception>
    public async Task<Execution> RunAsync(Clearance clearance, ExecutionRequest request, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        using var place = await queue.EnterAsync(clearance.Caller.Id, cancellationToken);
        using var wish = pool.Want(request.Language);
        var footing = await ground.FindAsync(cancellationToken);
        await gate.PassAsync(footing, cancellationToken);

        var execution = await InWorkerAsync(clearance, request, footing, progress, cancellationToken);
        await history.AddAsync(clearance, request, execution, cancellationToken);
        return execution;
    }

    private async Task<Execution> InWorkerAsync(
        Clearance clearance, ExecutionRequest request, Footing footing, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        var ready = request.MemoryMb == options.Value.MemoryMb ? pool.Take(request.Language, footing) : null;
        var worker = ready ?? await StartAsync(request, footing, cancellationToken);
        try
        {
            var watch = new OutputWatch(progress, mask, time);
            var job = await jobs.RunAsync(worker, request, session: false, watch.Show, cancellationToken);
            if (job.End == WorkerEnd.Reported)
                await worker.ReleaseAsync();
            return JobRunner.Tell(clearance.RequestId, request, job, ready is not null, footing.Engine.Runtime);
        }
        catch (OperationException)
        {
            ground.Forget();
            throw;
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    private async Task<SandboxWorker> StartAsync(ExecutionRequest request, Footing footing, CancellationToken cancellationToken)
    {
        try
        {
            return await engine.StartAsync(pool.OrderFor(request.Language, footing) with { MemoryMb = request.MemoryMb }, footing.Engine, cancellationToken);
        }
        catch (OperationException)
        {
            ground.Forget();
            throw;
        }
    }
}
