using HydraBot.Governance;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Steps;

namespace HydraBot.Memory.Skills;

/// <summary>Wakes the work on runs that wait.</summary>
internal sealed class SkillSignal : WakeSignal;

/// <summary>Goes on with runs when people have decided, and after a restart with those that a process left; ends those that wait when the emergency stop is pulled.</summary>
internal sealed partial class SkillWork(
    Memories memories, SkillRuns runs, SkillRunner runner, SkillSignal signal, EmergencyStop stop, IEnumerable<INoticeBoard> boards, TimeProvider time, ILogger<SkillWork> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var recovered = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await memories.Loaded.WaitAsync(stoppingToken);
                var running = stop.Running;
                // While it is pulled, registering would wake at once, again and again.
                await using var pulled = running.IsCancellationRequested ? default : running.Register(signal.Wake);
                foreach (var run in recovered ? [] : await runs.OrphansAsync(stoppingToken))
                    await TellAsync(await runner.ResumeAsync(run, stoppingToken), stoppingToken);
                recovered = true;
                var waiting = await runs.WaitingAsync(stoppingToken);
                foreach (var run in waiting)
                    await TellAsync(await runner.ResumeAsync(run, stoppingToken), stoppingToken);
                await signal.WaitAsync(waiting.Count == 0 ? Timeout.InfiniteTimeSpan : Look, time, stoppingToken);
                // A stop ends what waits, though it may be lifted before anybody decided.
                foreach (var run in running.IsCancellationRequested || stop.IsStopped ? await runs.WaitingAsync(stoppingToken) : [])
                    await runner.StopAsync(run);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The next start goes on from what is stored.
            }
            catch (Exception exception)
            {
                // What waits outlives a bad moment of the disk.
                LogBroken(exception);
                await signal.WaitAsync(Look, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Nobody waits for the answer any more, so that what came of it is told.</summary>
    private async Task TellAsync(SkillRun? run, CancellationToken cancellationToken)
    {
        foreach (var board in run is null ? [] : boards)
            await board.ShowAsync(new Notice(NoticeTopic.Briefing, run!.Correlation, SkillCards.Run(run)), cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Runs of skills could not be gone on with; they are looked at again in a minute")]
    private partial void LogBroken(Exception exception);
}
