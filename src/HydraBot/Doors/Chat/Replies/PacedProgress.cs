using System.Threading.Channels;
using HydraBot.Discord;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>Shows the newest progress, and never more often than Discord's limit on edits allows.</summary>
internal sealed partial class PacedProgress : IProgress<OperationProgress>, IAsyncDisposable
{
    /// <summary>Five edits in five seconds is the limit of a channel, which others use too.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1250);

    // One place, newest wins: a progress that nobody saw is worth nothing once there is a newer one.
    private readonly Channel<OperationProgress> _newest = Channel.CreateBounded<OperationProgress>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly CancellationTokenSource _ended = new();
    private readonly Func<OperationProgress, CancellationToken, Task> _show;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;

    public PacedProgress(Func<OperationProgress, CancellationToken, Task> show, TimeProvider time, ILogger logger)
    {
        (_show, _time, _logger) = (show, time, logger);
        _loop = ShowAsync();
    }

    public void Report(OperationProgress value) => _newest.Writer.TryWrite(value);

    /// <summary>Ends the showing; what was not shown yet is dropped, since the final answer follows.</summary>
    public async ValueTask DisposeAsync()
    {
        _newest.Writer.TryComplete();
        await _ended.CancelAsync();
        await _loop;
        _ended.Dispose();
    }

    private async Task ShowAsync()
    {
        try
        {
            await foreach (var progress in _newest.Reader.ReadAllAsync(_ended.Token))
            {
                await ShowOneAsync(progress);
                await Task.Delay(Pace, _time, _ended.Token);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The answer is there.
        }
    }

    private async Task ShowOneAsync(OperationProgress progress)
    {
        try
        {
            // An edit that was begun is ended, else it could land after the final answer.
            await _show(progress, CancellationToken.None);
        }
        catch (DiscordException exception)
        {
            LogNotShown(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Progress could not be shown")]
    private partial void LogNotShown(Exception exception);
}
