using HydraBot.Backups.Kinds;
using HydraBot.Backups.Operations;
using HydraBot.Backups.Shelf;
using HydraBot.Backups.Targets;
using HydraBot.Governance.Approvals;
using HydraBot.Hosting;
using HydraBot.Hosting.Status;

namespace HydraBot.Backups;

/// <summary>Backups of databases and volumes: taken, verified, kept for a while, and brought back.</summary>
internal static class BackupsRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddBackups()
        {
            builder.AddSettings<BackupOptions, BackupOptionsValidator>(BackupOptions.Section, (options, section) => options.Bind(section));
            // Each backup has a limit of its own, which is longer than a client's.
            builder.Services.AddHttpClient(HttpDatabase.Client, client => client.Timeout = Timeout.InfiniteTimeSpan);
            builder.Services
                .AddSingleton<BackupTargets>()
                .AddSingleton<BackupShelf>()
                .AddSingleton<IApprovalPreview, BackupPreview>()
                .AddSingleton<BackupWork>()
                .AddSingleton<Fleet.Disk.IVolumeKeeper, VolumeKeeper>()
                .AddSingleton<IBackupMethod, PostgresMethod>()
                .AddSingleton<IBackupMethod, SqliteMethod>()
                .AddSingleton<IBackupMethod, QdrantMethod>()
                .AddSingleton<IBackupMethod, Neo4jMethod>()
                .AddSingleton<IBackupMethod, VolumeMethod>()
                .AddHostedService<BackupSchedule>();
            return builder
                .AddStatusSource<BackupStatus>()
                .AddSuggestions<TargetNames>()
                .AddSuggestions<BackupNames>()
                .AddOperations<BackupOperations>(BackupsJson.Default);
        }
    }
}
