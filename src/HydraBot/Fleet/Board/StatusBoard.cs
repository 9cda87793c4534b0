using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Board;

/// <summary>Keeps one pinned message in the status channel as things stand: always the same message, edited in place.</summary>
internal sealed partial class StatusBoard(
    StatusOperation status, IEnumerable<INoticeBoard> boards, IOptions<BoardOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StatusBoard> logger) : BackgroundService
{
    private const string Key = "status-board";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        // While the house starts, parts of it have nothing to tell yet, and that would look like trouble.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        try
        {
            await started.Task.WaitAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }

        // While it stands still its last line says since when.
        await time.RoundsAsync(options.Value.Interval, ShowAsync, LogFailed, restFirst: false, stoppingToken);
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        var card = (await status.ShowAsync(cancellationToken)).Card;
        var now = $"-# as of <t:{time.GetUtcNow().ToUnixTimeSeconds()}:R>";
        var notice = new Notice(NoticeTopic.Status, Key, card with { Text = card.Text is null ? now : $"{card.Text}\n{now}" }) { Pinned = true };
        foreach (var board in boards)
            await board.ShowAsync(notice, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The status board could not be drawn")]
    private partial void LogFailed(Exception exception);
}
