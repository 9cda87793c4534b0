using System.IO.Compression;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary>Moves old entries out of the database into a sealed file, up to a signed checkpoint; the walk along the chain goes on over it.</summary>
internal sealed class AuditSealer(Database database, AuditLog audit, SealedSegments segments)
{
    /// <summary>Seals what was signed before a moment.</summary>
    /// <returns>The new segment; null where there is nothing to seal.</returns>
    /// <exception cref="OperationException">What would be sealed is not what was signed.</exception>
    public async Task<SealedSegment?> SealAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (checkpoint, first) = await NextAsync(before, cancellationToken);
        if (checkpoint is null)
            return null;
        var segment = new SealedSegment(first, checkpoint.Sequence, $"entries-{first:D10}-{checkpoint.Sequence:D10}.jsonl.gz");
        var file = segments.PathOf(segment);
        await WriteAsync(segment, file + ".new", cancellationToken);
        File.Move(file + ".new", file, overwrite: true);
        if (await ProblemAsync(segment, checkpoint, cancellationToken) is { } problem)
            throw new OperationException($"Nothing was sealed: {problem}");

        // The file is whole and on the disk: only now do its entries leave the table, in the same moment in which it is known.
        await database.WriteAsync(Durability.Disk, async session =>
        {
            await session.ExecuteAsync(
                "INSERT INTO audit_segments (last_sequence, first_sequence, file) VALUES (@last, @first, @file)",
                ("last", segment.Last), ("first", segment.First), ("file", segment.File));
            return await session.ExecuteAsync(
                "DELETE FROM audit_entries WHERE sequence BETWEEN @first AND @last", ("first", segment.First), ("last", segment.Last));
        }, cancellationToken);
        return segment;
    }

    private ValueTask<(AuditCheckpoint? Checkpoint, long First)> NextAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var first = (await SealedSegments.AllAsync(session)) is [.., var last] ? last.Last + 1 : 1;
            var signed = await session.ListAsync(
                "SELECT text FROM audit_checkpoints WHERE sequence >= @first ORDER BY sequence DESC",
                row => AuditCheckpoint.TryParse(row.GetString(0)),
                ("first", first));
            return (signed.FirstOrDefault(checkpoint => checkpoint?.At <= before), first);
        }, cancellationToken);

    private async Task WriteAsync(SealedSegment segment, string file, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(segments.Folder);
        await using var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        await using (var packed = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
        await using (var writer = new StreamWriter(packed) { NewLine = "\n" })
        {
            await foreach (var entry in audit.ReadAsync(segment.First - 1, (int)Math.Min(int.MaxValue, segment.Last - segment.First + 1), cancellationToken))
                await writer.WriteLineAsync(entry.Body.AsMemory(), cancellationToken);
        }

        target.Flush(flushToDisk: true);
    }

    private async Task<string?> ProblemAsync(SealedSegment segment, AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var hash = (await audit.ReadAsync(segment.First - 2, 1, cancellationToken).FirstOrDefaultAsync(cancellationToken)) is { } previous && segment.First > 1
            ? previous.Hash
            : AuditChain.Genesis;
        var expected = segment.First;
        await foreach (var entry in segments.ReadAsync(segment, cancellationToken))
        {
            if (entry.Sequence != expected || entry.PreviousHash != hash)
                return $"entry {expected} does not follow the one before it.";
            (expected, hash) = (expected + 1, entry.Hash);
        }

        return expected == segment.Last + 1 && hash == checkpoint.HeadHash
            ? null
            : $"the entries up to {segment.Last} are not those that were signed.";
    }
}
