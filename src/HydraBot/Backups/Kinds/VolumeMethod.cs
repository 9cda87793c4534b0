using System.Globalization;
using System.IO.Compression;
using HydraBot.Backups.Targets;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Backups.Kinds;

/// <summary>Volumes as a packed tar, through the engine. What a program writes meanwhile may be half in it: databases have kinds of their own.</summary>
internal sealed class VolumeMethod(IEnumerable<VolumeArchives> archives) : IBackupMethod
{
    public BackupKind Kind => BackupKind.Volume;

    public string Ending => ".tar.gz";

    private VolumeArchives Archives => archives.FirstOrDefault() ?? throw new OperationException("There is no container engine in this house.");

    public Task<IReadOnlyList<BackupItem>> ItemsAsync(Clearance clearance, BackupTarget target, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BackupItem>>([new BackupItem(target, target.Options.Volume!, $"volume {target.Options.Volume}")]);

    public async Task<bool> ExistsAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken) => await Archives.FindAsync(item.Database, cancellationToken) is not null;

    public async Task WriteAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        await using var packed = new GZipStream(output, CompressionLevel.Fastest);
        await Archives.ReadAsync(clearance, item.Database, packed, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> VerifyAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        var entries = await TarReading.ReadThroughAsync(file, packed: true, cancellationToken);
        return [string.Create(CultureInfo.InvariantCulture, $"the tar holds {entries} entries, read to its end")];
    }

    public async Task RestoreAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(file);
        await using var unpacked = new GZipStream(input, CompressionMode.Decompress);
        await Archives.ReplaceAsync(clearance, item.Database, unpacked, cancellationToken);
    }
}
