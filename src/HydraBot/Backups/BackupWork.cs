using System.Globalization;
using System.Text;
using HydraBot.Backups.Kinds;
using HydraBot.Backups.Shelf;
using HydraBot.Backups.Targets;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Law.Evidence;
using Microsoft.Extensions.Options;

namespace HydraBot.Backups;

/// <summary>Takes backups, reads them again and brings them back. A backup counts when it was written to the disk, read to its end there, and described.</summary>
internal sealed class BackupWork(BackupShelf shelf, IEnumerable<IBackupMethod> methods, SecretMask mask, IOptions<BackupOptions> options, TimeProvider time)
{
    private const int DiskFull = 28, QuotaFull = 122; // ENOSPC, EDQUOT

    private const string Summed = "sha256 of the file on the disk";

    /// <summary>One at a time of each target: two dumps of one database only slow each other down.</summary>
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<BackupItem>> ItemsAsync(Clearance clearance, BackupTarget target, CancellationToken cancellationToken) =>
        LimitedAsync(target.Name, limited => Method(target.Kind).ItemsAsync(clearance, target, limited), cancellationToken);

    public async Task<StoredBackup> CreateAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(item.Target.Name, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await LimitedAsync(item.Database, limited => WriteAsync(clearance, item, limited), cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Reads a backup to its end, and writes down that it was.</summary>
    /// <exception cref="OperationException">It is not what it was.</exception>
    public async Task<StoredBackup> VerifyAsync(Clearance clearance, StoredBackup backup, BackupTarget target, CancellationToken cancellationToken)
    {
        var manifest = backup.Manifest;
        var verified = await LimitedAsync(manifest.Database, async limited =>
        {
            var bytes = new FileInfo(backup.Path).Length;
            if (bytes != manifest.Bytes || await DigestAsync(backup.Path, limited) != manifest.Sha256)
                throw new OperationException($"{backup.Name} is not what it was when it was taken: {bytes} bytes{(bytes == manifest.Bytes ? ", and another checksum" : $" in place of {manifest.Bytes}")}. Do not rely on it.");
            return await Method(target.Kind).VerifyAsync(clearance, Item(manifest, target), backup.Path, limited);
        }, cancellationToken);
        var renewed = manifest with { Verified = [.. verified, Summed], VerifiedAt = time.GetUtcNow() };
        BackupShelf.Describe(clearance, backup.Path, renewed);
        return backup with { Manifest = renewed };
    }

    /// <summary>Verifies a backup, takes a fresh one of the present state, and only then replaces that.</summary>
    /// <returns>The fresh one; null where there was no present state.</returns>
    public async Task<StoredBackup?> RestoreAsync(Clearance clearance, StoredBackup backup, BackupTarget target, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new OperationProgress($"Reading `{backup.Name}` to its end…"));
        await VerifyAsync(clearance, backup, target, cancellationToken);
        var item = Item(backup.Manifest, target);
        StoredBackup? before = null;
        if (await LimitedAsync(item.Database, limited => Method(target.Kind).ExistsAsync(clearance, item, limited), cancellationToken))
        {
            progress.Report(new OperationProgress($"Backing up `{item.Database}` as it is now…"));
            before = await CreateAsync(clearance, item, cancellationToken);
        }

        progress.Report(new OperationProgress($"Restoring `{item.Database}`…"));
        try
        {
            await LimitedAsync(item.Database, async limited =>
            {
                await Method(target.Kind).RestoreAsync(clearance, item, backup.Path, limited);
                return true;
            }, cancellationToken);
        }
        catch (OperationException exception) when (before is not null)
        {
            throw new OperationException($"{exception.Message} The state before is in {before.Name}.", exception);
        }

        return before;
    }

    private async Task<StoredBackup> WriteAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken)
    {
        var method = Method(item.Target.Kind);
        var taken = time.GetUtcNow();
        var incoming = shelf.NewIncoming(item.Target.Name);
        try
        {
            await method.WriteAsync(clearance, item, incoming, cancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(incoming, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await using (var written = new FileStream(incoming, FileMode.Open, FileAccess.ReadWrite))
                written.Flush(flushToDisk: true);
            var verified = await method.VerifyAsync(clearance, item, incoming, cancellationToken);
            var name = string.Create(CultureInfo.InvariantCulture, $"{Plain(item.Database)}-{taken.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}{method.Ending}");
            var manifest = new BackupManifest(
                item.Target.Name, item.Target.Kind.ToString().ToLowerInvariant(), item.Database, mask.Apply(item.Source), taken, name, new FileInfo(incoming).Length,
                await DigestAsync(incoming, cancellationToken), [.. verified, Summed], time.GetUtcNow());
            return BackupShelf.Keep(clearance, incoming, manifest);
        }
        catch (IOException exception) when ((exception.HResult & 0xFFFF) is DiskFull or QuotaFull)
        {
            throw new OperationException($"The disk of the folder of backups {shelf.Folder} is full: `{item.Database}` was not backed up, and nothing of it was kept.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException($"`{item.Database}` could not be backed up: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(incoming);
            File.Delete($"{incoming}-journal");
        }
    }

    private async Task<T> LimitedAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await work(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException($"`{what}` took longer than {options.Value.TimeLimit} (Backups:TimeLimit), and was given up.");
        }
    }

    private IBackupMethod Method(BackupKind kind) => methods.First(method => method.Kind == kind);

    private static BackupItem Item(BackupManifest manifest, BackupTarget target) => new(target, manifest.Database, manifest.Source);

    private static Task<string> DigestAsync(string file, CancellationToken cancellationToken) => Task.Run(() => BackupManifest.Digest(file), cancellationToken);

    /// <summary>A database's name as part of a file's.</summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var sign in name.Length > 100 ? name[..100] : name)
            plain.Append(char.IsLetterOrDigit(sign) || sign is '-' or '_' or '.' ? sign : '_');
        return plain.ToString().TrimStart('.') is { Length: > 0 } text ? text : "database";
    }
}
