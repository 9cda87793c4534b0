using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Running;

namespace HydraBot.Sandbox.Sessions;

// Its semaphore is never disposed: those who wait for their turn may outlive the session, and without a wait handle there is nothing to give back.
#pragma warning disable CA1001

/// <summary>A sandbox that is kept.</summary>
internal sealed class Session(DateTimeOffset began)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _kills;

    public DateTimeOffset Began { get; } = began;

    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Its container; null until its first program.</summary>
    public SandboxWorker? Worker { get; set; }

    /// <summary>One program after the other.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Turn(_turn);
    }

    /// <summary>The kernel counts kills over the life of the container; a program answers for its own.</summary>
    public JobResult Since(JobResult job)
    {
        var before = _kills;
        _kills = Math.Max(_kills, job.Report.OutOfMemory);
        return job.End == WorkerEnd.Reported ? job with { OomKilled = job.Report.OutOfMemory > before } : job;
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
