using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using HydraBot.Storage;
using Microsoft.Extensions.Options;

namespace HydraBot.Backups.Targets;

/// <summary>All there is to back up: the house's own database, what is configured, and PostgreSQL containers that nobody configured.</summary>
internal sealed class BackupTargets(IOptions<BackupOptions> options, IOptions<StorageOptions> storage, StorageFolder folder, IEnumerable<IContainerEngine> engines)
{
    private static readonly string[] Images = ["postgres", "postgis", "pgvector", "timescaledb", "postgresql"];

    /// <exception cref="OperationException">There is none of that name; the message lists those there are.</exception>
    public async Task<BackupTarget> FindAsync(string name, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        return all.FirstOrDefault(target => target.Name == name.Trim())
            ?? throw new OperationException($"There is nothing to back up by the name of '{name}'. There are: {string.Join(", ", all.Select(target => $"`{target.Name}`"))}. Others are set below Backups:Targets.");
    }

    public async Task<IReadOnlyList<BackupTarget>> AllAsync(CancellationToken cancellationToken)
    {
        var all = new List<BackupTarget> { Own() };
        all.AddRange(options.Value.Targets.OrderBy(target => target.Key, StringComparer.Ordinal).Select(target => new BackupTarget(target.Key, target.Value.Kind!.Value, target.Value)));
        if (options.Value.Discover)
            all.AddRange((await DiscoverAsync(cancellationToken)).Where(found => all.TrueForAll(known => known.Name != found.Name)));
        return all;
    }

    private BackupTarget Own() => storage.Value.ConnectionString is { Length: > 0 } connection
        ? new BackupTarget(BackupOptions.Own, BackupKind.Postgres, new BackupTargetOptions { Connection = connection, Database = new Npgsql.NpgsqlConnectionStringBuilder(connection) is var own ? own.Database ?? own.Username : null })
        : new BackupTarget(BackupOptions.Own, BackupKind.Sqlite, new BackupTargetOptions { Path = folder.DatabaseFile });

    /// <summary>Running containers of PostgreSQL's own images and their kin; the label <c>hydrabot.backup=false</c> spares one.</summary>
    private async Task<IReadOnlyList<BackupTarget>> DiscoverAsync(CancellationToken cancellationToken)
    {
        var configured = options.Value.Targets.Values.Select(target => target.Container).ToHashSet(StringComparer.Ordinal);
        try
        {
            return engines.FirstOrDefault() is not { } engine ? [] :
            [
                .. (await engine.ListAsync(cancellationToken))
                    .Where(container => container.Host is null && container.State == ContainerState.Running && IsPostgres(container) && !configured.Contains(container.Name))
                    .OrderBy(container => container.Name, StringComparer.Ordinal)
                    .Select(container => new BackupTarget(container.Name, BackupKind.Postgres, new BackupTargetOptions { Container = container.Name }, Discovered: true)),
            ];
        }
        catch (OperationException)
        {
            // No engine: what is configured is backed up all the same.
            return [];
        }
    }

    private static bool IsPostgres(Container container)
    {
        if (container.Labels.TryGetValue("hydrabot.backup", out var said))
            return said == "true";
        var image = container.Image.Split('@')[0].Split('/')[^1].Split(':')[0].ToLowerInvariant();
        return Images.Contains(image);
    }
}
