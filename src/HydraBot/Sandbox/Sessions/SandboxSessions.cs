using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;
using HydraBot.Sandbox.Running;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Sessions;

/// <summary>Sandboxes that keep their files over several programs of one caller, until nobody has used them for a while.</summary>
internal sealed partial class SandboxSessions(SandboxEngine engine, JobRunner jobs, IOptions<SandboxOptions> options, TimeProvider time, ILogger<SandboxSessions> logger) : BackgroundService
{
    /// <summary>However much it is used, a session ends after this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Caller, string Name), Session> _sessions = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _sessions.Count;
        }
    }

    /// <summary>Runs a program in the caller's session of this name, which begins with its first program.</summary>
    public async Task<Execution> RunAsync(
        Clearance clearance, string name, ExecutionRequest request, Footing footing, OutputWatch watch, CancellationToken cancellationToken)
    {
        var session = Open(clearance.Caller.Id, name);
        using var turn = await session.EnterAsync(cancellationToken);
        var began = session.Worker is null;
        var worker = session.Worker is { IsAlive: true } alive ? alive : await RestartAsync(session, footing, cancellationToken);
        var lost = !began && session.Worker != worker;
        session.Worker = worker;
        var goesOn = false;
        try
        {
            var job = await jobs.RunAsync(worker, request, session: true, watch.Show, cancellationToken);
            if (goesOn = job.End == WorkerEnd.Reported)
                worker.Listen();
            var execution = JobRunner.Tell(clearance.RequestId, request, session.Since(job), !began, footing.Engine.Runtime);
            return execution with { Notes = [.. execution.Notes, .. Said(name, lost, goesOn)] };
        }
        finally
        {
            session.LastUsed = time.GetUtcNow();
            if (!goesOn)
                await EndAsync(clearance.Caller.Id, name);
        }
    }

    /// <summary>Ends a session of a caller.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> EndAsync(string caller, string name)
    {
        Session? session;
        lock (_lock)
            _sessions.Remove((caller, name), out session);
        if (session is null)
            return false;
        await EndAsync(session);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await Task.WhenAll(Take(session => time.GetUtcNow() - session.LastUsed > options.Value.Sessions.Idle || time.GetUtcNow() - session.Began > Longest).Select(EndAsync));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(Take(_ => true).Select(EndAsync));
        }
    }

    private static IEnumerable<string> Said(string name, bool lost, bool goesOn)
    {
        if (lost)
            yield return $"The session '{name}' had ended; this program began it anew, without its files.";
        if (!goesOn)
            yield return $"The session '{name}' has ended with this program; its files are gone.";
    }

    private Session Open(string caller, string name)
    {
        var limits = options.Value.Sessions;
        lock (_lock)
        {
            if (_sessions.TryGetValue((caller, name), out var known))
                return known;
            if (_sessions.Count >= limits.Max)
                throw new OperationException($"There are {_sessions.Count} sessions already; allowed are {limits.Max}. One that nobody uses ends after {limits.Idle}.");
            if (_sessions.Keys.Where(key => key.Caller == caller).Select(key => key.Name).ToArray() is { Length: var own } names && own >= limits.MaxPerMember)
                throw new OperationException($"You have {own} sessions already ({string.Join(", ", names)}); allowed are {limits.MaxPerMember}. End one with /sandbox end-session.");
            var now = time.GetUtcNow();
            return _sessions[(caller, name)] = new Session(now) { LastUsed = now };
        }
    }

    private async Task<SandboxWorker> RestartAsync(Session session, Footing footing, CancellationToken cancellationToken)
    {
        if (session.Worker is { } dead)
            await dead.DisposeAsync();
        return await engine.StartAsync(new WorkerOrder(footing.Image.Id, "worker", options.Value.MemoryMb, "session", Longest + TimeSpan.FromHours(1)), footing.Engine, cancellationToken);
    }

    private List<Session> Take(Predicate<Session> which)
    {
        lock (_lock)
        {
            var taken = _sessions.Where(session => which(session.Value)).ToList();
            foreach (var (key, _) in taken)
                _sessions.Remove(key);
            return [.. taken.Select(pair => pair.Value)];
        }
    }

    private async Task EndAsync(Session session)
    {
        try
        {
            if (session.Worker is { } worker)
                await worker.DisposeAsync();
        }
        catch (OperationException failure)
        {
            // The engine is away; the reaper finds the container by its label.
            LogNotEnded(failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session's sandbox could not be taken away: {Reason}")]
    private partial void LogNotEnded(string reason);
}
