using HydraBot.Governance.Audit;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary><c>audit verify</c>, <c>audit compare</c> and <c>audit export</c>: also beside a running house.</summary>
internal sealed class AuditVerbs(Database database, AuditLog audit, AuditExport export, CheckpointKey key)
{
    public Task<int> VerifyAsync(TextWriter output, CancellationToken cancellationToken) =>
        OpenAsync(output, () => SayAsync(null, output, cancellationToken), cancellationToken);

    public async Task<int> CompareAsync(string text, TextWriter output, CancellationToken cancellationToken)
    {
        if (AuditCheckpoint.TryParse(text) is not { } posted || !posted.IsSigned(key))
        {
            await output.WriteLineAsync("This is no checkpoint as it was posted; one is a word that begins with hydrabot-audit-1: and is signed.");
            return 1;
        }

        return await OpenAsync(output, () => SayAsync(posted, output, cancellationToken), cancellationToken);
    }

    public Task<int> ExportAsync(string file, TextWriter output, CancellationToken cancellationToken) => OpenAsync(output, async () =>
    {
        await using var target = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await using Stream stream = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new System.IO.Compression.GZipStream(target, System.IO.Compression.CompressionLevel.Optimal)
            : target;
        var lines = await export.WriteAsync(stream, cancellationToken);
        await output.WriteLineAsync($"{lines} lines in {file}; 'HydraBot audit verify {file}' checks them anywhere");
        return 0;
    }, cancellationToken);

    private async Task<int> SayAsync(AuditCheckpoint? posted, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await audit.VerifyAsync(posted, cancellationToken);
        await output.WriteLineAsync(found.Valid
            ? $"The audit chain holds: {found.Entries} entries in {database.Place}"
                + (found.Checkpoints > 0 ? $", as {found.Checkpoints} signed checkpoints say" : "")
            : $"The audit chain is broken at entry {found.FirstBadSequence}: {found.Problem}");
        return found.Valid ? 0 : 1;
    }

    private async Task<int> OpenAsync(TextWriter output, Func<Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            await database.OpenForReadingAsync(cancellationToken);
            return await work();
        }
        catch (Exception exception) when (exception is StorageException or IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
