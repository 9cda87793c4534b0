using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Egress;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.History;
using HydraBot.Sandbox.Isolation;
using HydraBot.Sandbox.Pool;
using HydraBot.Sandbox.Queue;
using HydraBot.Sandbox.Sessions;
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
    SandboxSessions sessions,
    ExecutionHistory history,
    SecretMask mask,
    IOptions<SandboxOptions> options,
    TimeProvider time)
{
    /// <summary>Runs one program to its end.</summary>
    /// <exception cref="OperationException">It could not run: there is no engine, no image, no tight sandbox, or no place.</exception>
    public Task<Execution> RunAsync(Clearance clearance, ExecutionRequest request, string? session, IProgress<OperationProgress> progress, CancellationToken cancellationToken) =>
        InTurnAsync(
            clearance,
            request,
            (footing, watch) => session is null
                ? InWorkerAsync(clearance, request, footing, watch, cancellationToken)
                : sessions.RunAsync(clearance, session, request, footing, watch, cancellationToken),
            progress,
            cancellationToken);

    /// <summary>Runs one program that reaches, through the house's proxy, the hosts that people approved.</summary>
    public Task<Execution> RunOnlineAsync(Clearance clearance, ExecutionRequest request, EgressProxy proxy, IProgress<OperationProgress> progress, CancellationToken cancellationToken) =>
        InTurnAsync(clearance, request, (footing, watch) => OnlineAsync(clearance, request, footing, proxy, watch, cancellationToken), progress, cancellationToken);

    private async Task<Execution> InTurnAsync(
        Clearance clearance,
        ExecutionRequest request,
        Func<Footing, OutputWatch, Task<Execution>> run,
        IProgress<OperationProgress> progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        using var place = await queue.EnterAsync(clearance.Caller.Id, cancellationToken);
        using var wish = pool.Want(request.Language);
        var footing = await ground.FindAsync(cancellationToken);
        await gate.PassAsync(footing, cancellationToken);

        var execution = await run(footing, new OutputWatch(progress, mask, time));
        await history.AddAsync(clearance, request, execution, cancellationToken);
        return execution;
    }

    private async Task<Execution> InWorkerAsync(
        Clearance clearance, ExecutionRequest request, Footing footing, OutputWatch watch, CancellationToken cancellationToken)
    {
        var ready = request.MemoryMb == options.Value.MemoryMb ? pool.Take(request.Language, footing) : null;
        var worker = ready ?? await StartAsync(request, footing, cancellationToken);
        try
        {
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

    private async Task<Execution> OnlineAsync(
        Clearance clearance, ExecutionRequest request, Footing footing, EgressProxy proxy, OutputWatch watch, CancellationToken cancellationToken)
    {
        var order = pool.OrderFor(request.Language, footing) with { MemoryMb = request.MemoryMb, Purpose = "online", Binds = [$"{proxy.Folder}:{EgressProxy.FolderInside}:ro"] };
        await using var worker = await engine.StartAsync(order, footing.Engine, cancellationToken);
        var job = await jobs.RunAsync(worker, request, session: false, watch.Show, cancellationToken, EgressProxy.Variables, EgressProxy.Forward);
        var execution = JobRunner.Tell(clearance.RequestId, request, job, warm: false, footing.Engine.Runtime);
        return execution with { Notes = [.. execution.Notes, .. proxy.Notes] };
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
