using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;
using HydraBot.Backups.Shelf;
using Microsoft.Extensions.Options;

namespace HydraBot.Backups;

/// <summary>Every night: a backup of everything, then those go that are older than is kept.</summary>
internal sealed class BackupSchedule(Errand errand, BackupShelf shelf, IOptions<BackupOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly Caller Night = new(CallerKind.Schedule, "backup-night", "The nightly backups", AccessLevel.Operator);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
            return;
        try
        {
            while (true)
            {
                await time.UntilAsync(DayTime.Next(time.GetUtcNow(), options.Value.TimeOfDay(), DayTime.Zone(options.Value.TimeZone)), stoppingToken);
                await errand.RunAsync("backup.create", Night, "The nightly backup", stoppingToken);
                if (shelf.Old(options.Value.Keep, options.Value.KeepWeeks).Count > 0)
                    await errand.RunAsync("backup.prune", Night, "Removing old backups", stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start asks the clock again.
        }
    }
}
