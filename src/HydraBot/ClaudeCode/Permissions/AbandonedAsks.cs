using System.Collections.Concurrent;
using HydraBot.Hosting.Schedules;

namespace HydraBot.ClaudeCode.Permissions;

/// <summary>Takes back questions whose session went away: answered in the terminal, or ended. Whoever asks again in time keeps theirs.</summary>
internal sealed partial class AbandonedAsks(AskStore asks, PermissionDesk desk, TimeProvider time, ILogger<AbandonedAsks> logger) : BackgroundService
{
    /// <summary>Longer than a client takes between two askings, also over a restart of the house.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _gone = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _here = new(StringComparer.Ordinal);

    /// <summary>Somebody waits for the answer.</summary>
    public void Here(string ask) => _here.AddOrUpdate(ask, 1, (_, count) => count + 1);

    /// <summary>They no longer do; when they left in the middle, they do not come back by themselves.</summary>
    public void Left(string ask, bool inTheMiddle)
    {
        if (_here.AddOrUpdate(ask, 0, (_, count) => count - 1) <= 0)
            _here.TryRemove(ask, out _);
        _gone[ask] = time.GetUtcNow() + (inTheMiddle ? Round : Patience);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = time.GetUtcNow();
        return time.RoundsAsync(Round, token => CloseAsync(started, token), LogFailed, restFirst: true, stoppingToken);
    }

    private async Task CloseAsync(DateTimeOffset started, CancellationToken cancellationToken)
    {
        foreach (var ask in (await asks.OpenAsync(null, cancellationToken)).Where(ask => !_here.ContainsKey(ask.Id) && time.GetUtcNow() > _gone.GetValueOrDefault(ask.Id, started + Patience)))
            await desk.CloseAsync(ask, cancellationToken);
        foreach (var old in _gone.Where(gone => time.GetUtcNow() - gone.Value > TimeSpan.FromMinutes(5)).Select(gone => gone.Key).ToArray())
            _gone.TryRemove(old, out _);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Questions of Claude Code sessions could not be looked through")]
    private partial void LogFailed(Exception exception);
}
