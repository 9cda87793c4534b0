using System.Collections.Concurrent;
using HydraBot.ClaudeCode.Messages;
using HydraBot.ClaudeCode.Permissions;
using HydraBot.ClaudeCode.Posts;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.ClaudeCode.Owned;

/// <summary>The sessions that the house itself runs: awake while they have something to do, asleep otherwise, and after a restart of the house.</summary>
internal sealed partial class OwnedSessions(
    SessionStore sessions, SessionPosts posts, PermissionDesk permissions, AbandonedAsks abandoned, MessageDesk messages, SessionFolders folders, IOptions<ClaudeCodeOptions> options, TimeProvider time,
    ILogger<OwnedSessions> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Awake> _awake = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _waking = new(1, 1);
    private readonly CancellationTokenSource _stop = new();

    public override void Dispose()
    {
        _waking.Dispose();
        _stop.Dispose();
        base.Dispose();
    }

    /// <summary>Begins a session; its first message waits for it already.</summary>
    public async Task StartAsync(Clearance clearance, ClaudeSession session, CancellationToken cancellationToken)
    {
        await sessions.SeenAsync(session, cancellationToken);
        await WakeAsync(clearance, session, resume: false, cancellationToken);
    }

    /// <summary>Tells an awake session that something waits, and wakes one that sleeps.</summary>
    public Task WakeAsync(Clearance clearance, ClaudeSession session, CancellationToken cancellationToken) => WakeAsync(clearance, session, resume: session.Turns > 0 || session.State == SessionState.Asleep, cancellationToken);

    /// <exception cref="OperationException">It is not awake.</exception>
    public OwnedSession Of(ClaudeSession session) => _awake.TryGetValue(session.Id, out var awake)
        ? awake.Session
        : throw new OperationException(session.Owned ? $"'{session.Title}' sleeps; a message wakes it." : $"'{session.Title}' runs in a terminal of {session.Machine}; only sessions of the house can be steered so.");

    /// <summary>Ends its program; the conversation stays and can be taken up again.</summary>
    public async Task<bool> EndAsync(Clearance clearance, string id)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (!_awake.TryGetValue(id, out var awake))
            return false;
        await awake.Process.DisposeAsync();
        await awake.Running;
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PickUpAsync(stoppingToken);
            using var timer = new PeriodicTimer(Round, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var awake in _awake.Values.Where(one => !one.Session.IsWorking && time.GetUtcNow() - one.Session.LastAt > options.Value.Idle))
                    await awake.Process.DisposeAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await _stop.CancelAsync();
            foreach (var awake in _awake.Values)
                await awake.Process.DisposeAsync();
            await Task.WhenAll(_awake.Values.Select(one => one.Running));
        }
    }

    /// <summary>What was awake when the house stopped sleeps now; whoever it was at work for is told.</summary>
    private async Task PickUpAsync(CancellationToken stoppingToken)
    {
        foreach (var session in await sessions.PutToSleepAsync(stoppingToken))
        {
            if (session.State != SessionState.Working)
                continue;
            await posts.AddAsync(session.Id, new Card
            {
                Title = "It was cut off",
                Severity = CardSeverity.Warning,
                Text = "HydraBot was started again while this session was at work. What it had done is there; write to it, and it goes on from its last step.",
            }, stoppingToken);
        }
    }

    private async Task WakeAsync(Clearance clearance, ClaudeSession session, bool resume, CancellationToken cancellationToken)
    {
        await _waking.WaitAsync(cancellationToken);
        try
        {
            if (_awake.TryGetValue(session.Id, out var awake))
            {
                if (!awake.Session.IsWorking)
                    await awake.Session.TellAsync();
                return;
            }

            if (_awake.Count >= options.Value.MaxSessions)
                throw new OperationException($"{_awake.Count} sessions of the house are awake, which is ClaudeCode:MaxSessions; /claude end puts one to sleep. Your message waits.");
            var process = ClaudeProcess.Start(clearance, options.Value.Command, folders.Allowed(session.Folder), Arguments(session, resume));
            var owned = new OwnedSession(session, process, sessions, posts, permissions, abandoned, messages, time, _stop.Token);
            var begun = new TaskCompletionSource();
            _awake[session.Id] = new Awake(owned, process, RunAsync(owned, process, begun.Task));
            begun.SetResult();
        }
        finally
        {
            _waking.Release();
        }
    }

    private IEnumerable<string> Arguments(ClaudeSession session, bool resume) =>
    [
        "-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose", "--permission-mode", options.Value.PermissionMode, "--permission-prompt-tool", "stdio",
        .. resume ? ["--resume", session.Id] : (string[])["--session-id", session.Id],
        .. (session.Model ?? options.Value.Model) is { Length: > 0 } model && (session.Model is null || !resume) ? ["--model", model] : Array.Empty<string>(),
    ];

    private async Task RunAsync(OwnedSession owned, ClaudeProcess process, Task begun)
    {
        await begun;
        try
        {
            await owned.RunAsync();
            var (code, complaints) = await process.EndAsync(_stop.Token);
            if (code != 0 && complaints.Length > 0)
                await posts.AddAsync(owned.Session.Id, new Card { Title = $"Claude Code ended with {code}", Severity = CardSeverity.Bad, Text = $"```\n{PlainText.Cut(PlainText.Clean(complaints), 1500)}\n```" }, _stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // It was put to sleep, or the house stops.
            LogEnded(owned.Session.Id, exception.Message);
        }
        catch (Exception exception)
        {
            LogFailed(exception, owned.Session.Id);
        }

        _awake.TryRemove(owned.Session.Id, out _);
        await sessions.StateAsync(owned.Session.Id, SessionState.Asleep, CancellationToken.None);
    }

    private sealed record Awake(OwnedSession Session, ClaudeProcess Process, Task Running);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {Session} sleeps: {Reason}")]
    private partial void LogEnded(string session, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {Session} broke")]
    private partial void LogFailed(Exception exception, string session);
}
