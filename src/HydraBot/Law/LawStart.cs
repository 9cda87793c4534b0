using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Rules;
using HydraBot.Law.Approvals;
using HydraBot.Law.Constitution;

namespace HydraBot.Law;

/// <summary>What must stand before any door opens: the law, the emergency stop as it was left, and the past sorted.</summary>
internal sealed partial class LawStart(
    ConstitutionDocument law, AdoptedLaw laws, EmergencyStop stop, Recovery recovery, IOperationJournal journal, PaceLimits limits, TimeProvider time, IAuditLog audit, AuditScribe scribe, ILogger<LawStart> logger)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (laws.IsFirst)
            laws.Adopt(law.Sha256);
        await stop.LoadAsync(cancellationToken);
        await recovery.SortAsync(cancellationToken);
        if (limits.Longest(law) is var back && back > TimeSpan.Zero)
        {
            await foreach (var request in journal.SinceAsync(time.GetUtcNow() - back, cancellationToken))
                limits.Remember(request);
        }

        var standing = stop.IsStopped ? "stopped" : "ready";
        await audit.AppendAsync(scribe.At(null, AuditKind.Started, null, $"start-{Guid.CreateVersion7():N}", standing), cancellationToken);
        LogLaw(law.Version, law.Articles.Count, law.RuleCount, law.Sha256);
        if (stop.State is { Stopped: true } state)
            LogStopped(state.By, state.At, state.Reason);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The law is in force: version {Version}, {Articles} articles, {Rules} rules, sha256 {Sha256}")]
    private partial void LogLaw(string version, int articles, int rules, string sha256);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The emergency stop is pulled, by {By} at {At}: {Reason}")]
    private partial void LogStopped(string by, DateTimeOffset at, string reason);
}
