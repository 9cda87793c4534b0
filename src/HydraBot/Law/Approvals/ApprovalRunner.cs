using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Law.Approvals;

/// <summary>Acts on what becomes of approvals: shows them, runs what was approved, lets them lapse. The one reader of the desk.</summary>
internal sealed partial class ApprovalRunner(
    ApprovalDesk desk,
    GovernedExecutor executor,
    Recovery recovery,
    IEnumerable<IApprovalDoor> doors,
    IEnumerable<INoticeBoard> boards,
    IApprovalStore approvals,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<ApprovalRunner> logger) : BackgroundService
{
    /// <summary>How long a stop of the house waits for what runs, before it is cancelled.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IApprovalDoor[] _doors = [.. doors];
    /// <summary>After which a door that could not show an approval is asked again, twice as long each time.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Task> _told = [];
    private readonly List<Task> _work = [];
    private readonly CancellationTokenSource _patience = new();

    public override void Dispose()
    {
        _patience.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PickUpAsync(recovery.Found, stoppingToken);
            await foreach (var approval in desk.Changes.ReadAllAsync(stoppingToken))
                Follow(approval, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Forget();
            LogStopping(_work.Count);
        }

        _patience.CancelAfter(Patience);
        Task[] work;
        lock (_gate)
            work = [.. _work];
        await Task.WhenAll(work);
    }

    private async Task PickUpAsync(Leftovers left, CancellationToken stoppingToken)
    {
        foreach (var (request, approval) in left.Interrupted)
        {
            foreach (var board in boards)
                await board.PostAsync(NoticeTopic.Alerts, InterruptedCard.Of(request), stoppingToken);
            var notKnown = new OperationOutcome.Failed(request.Id, Recovery.NotKnown);
            if (approval is not null)
                Tell(approval, door => door.FinishedAsync(approval, notKnown, _patience.Token));
        }

        foreach (var approval in left.Approved.Concat(left.Pending))
            Follow(approval, stoppingToken);
    }

    private void Follow(Approval approval, CancellationToken stoppingToken)
    {
        Forget();
        if (approval.State == ApprovalState.Pending)
        {
            Tell(approval, door => ShowAsync(door, approval, FirstPause, stoppingToken));
            Add(ExpireAsync(approval, stoppingToken));
            return;
        }

        // Running waits for no door: one that is down must not hold up what people approved.
        var run = approval.State == ApprovalState.Approved ? RunAsync(approval) : null;
        Tell(approval, door => door.DecidedAsync(approval, _patience.Token));
        if (run is null)
            return;
        Add(run);
        Tell(approval, async door => await door.FinishedAsync(approval, await run, _patience.Token));
    }

    /// <summary>What waits and is not seen would be a no: where a door cannot show it now, it is asked again.</summary>
    private async Task ShowAsync(IApprovalDoor door, Approval approval, TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await door.ShowAsync(approval, stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotShown(exception, door.GetType().Name, approval.Id, pause);
            Add(ShowAgainAsync(door, approval, pause, stoppingToken));
        }
    }

    private async Task ShowAgainAsync(IApprovalDoor door, Approval approval, TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(pause, time, stoppingToken);
            if (await approvals.FindAsync(approval.Id, stoppingToken) is { State: ApprovalState.Pending } waiting)
                Tell(waiting, one => one == door ? ShowAsync(door, waiting, pause * 2 < LongestPause ? pause * 2 : LongestPause, stoppingToken) : Task.CompletedTask);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start shows it again.
        }
        catch (Exception exception)
        {
            LogDoorFailed(exception, door.GetType().Name, approval.Id);
        }
    }

    private async Task<OperationOutcome> RunAsync(Approval approval)
    {
        await Task.Yield();
        try
        {
            var progress = _doors.Select(door => ProgressAt(door, approval)).OfType<IProgress<OperationProgress>>().ToArray();
            return await executor.ResumeAsync(approval.Id, new ProgressToAll(progress), _patience.Token);
        }
        catch (Exception exception)
        {
            // The road could not write: what it says is told, and the next start finds the request as it stands.
            LogRunFailed(exception, approval.Request.Operation, approval.Id);
            return new OperationOutcome.Failed(approval.Request.Id, $"This could not be taken to its end: {exception.Message}");
        }
    }

    /// <summary>A door that cannot show how it goes on does not keep it from running.</summary>
    private IProgress<OperationProgress>? ProgressAt(IApprovalDoor door, Approval approval)
    {
        try
        {
            return door.Progress(approval);
        }
        catch (Exception exception)
        {
            LogDoorFailed(exception, door.GetType().Name, approval.Id);
            return null;
        }
    }

    /// <summary>Exactly when it is due, however often the clock is set meanwhile.</summary>
    private async Task ExpireAsync(Approval approval, CancellationToken stoppingToken)
    {
        try
        {
            if (ReminderOf(approval) is { } reminder)
            {
                await time.UntilAsync(reminder, stoppingToken);
                if (await approvals.FindAsync(approval.Id, stoppingToken) is { State: ApprovalState.Pending } waiting)
                    await Task.WhenAll(_doors.Select(door => TellAsync(Task.CompletedTask, door, waiting, told => told.RemindAsync(waiting, stoppingToken))));
            }

            await time.UntilAsync(approval.ExpiresAt, stoppingToken);
            await desk.ExpireAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start looks at the clock again.
        }
        catch (Exception exception)
        {
            LogNotExpired(exception, approval.Id);
        }
    }

    /// <summary>Not where it is gone by, nor where so little time is given that asking is reminding.</summary>
    private DateTimeOffset? ReminderOf(Approval approval)
    {
        var before = options.Value.RemindBefore;
        var at = approval.ExpiresAt - before;
        return before > TimeSpan.Zero && approval.ExpiresAt - approval.CreatedAt > before * 2 && at > time.GetUtcNow() ? at : null;
    }

    /// <summary>Tells every door, each approval's news in order; a door that fails is logged and nothing else.</summary>
    private void Tell(Approval approval, Func<IApprovalDoor, Task> news)
    {
        lock (_gate)
        {
            var before = _told.GetValueOrDefault(approval.Id, Task.CompletedTask);
            _work.Add(_told[approval.Id] = Task.WhenAll(_doors.Select(door => TellAsync(before, door, approval, news))));
        }
    }

    private async Task TellAsync(Task before, IApprovalDoor door, Approval approval, Func<IApprovalDoor, Task> news)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await news(door);
        }
        catch (Exception exception)
        {
            LogDoorFailed(exception, door.GetType().Name, approval.Id);
        }
    }

    private void Add(Task work)
    {
        lock (_gate)
            _work.Add(work);
    }

    private void Forget()
    {
        lock (_gate)
        {
            _work.RemoveAll(work => work.IsCompleted);
            foreach (var id in _told.Where(told => told.Value.IsCompleted).Select(told => told.Key).ToArray())
                _told.Remove(id);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping; {Count} pieces of work about approvals are waited for")]
    private partial void LogStopping(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} of approval {ApprovalId} could not be taken to its end")]
    private partial void LogRunFailed(Exception exception, string operation, Guid approvalId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Approval {ApprovalId} could not be let lapse; it will at the next vote or start")]
    private partial void LogNotExpired(Exception exception, Guid approvalId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Door} could not show approval {ApprovalId}; it is asked again in {Pause}")]
    private partial void LogNotShown(Exception exception, string door, Guid approvalId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Door} could not be told of approval {ApprovalId}")]
    private partial void LogDoorFailed(Exception exception, string door, Guid approvalId);
}
