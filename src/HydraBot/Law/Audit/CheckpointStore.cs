using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary>All signed checkpoints: in the database, and line by line in a file beside it, so that one tells on the other.</summary>
internal sealed class CheckpointStore(Database database, CheckpointKey key, ApplicationPaths paths)
{
    private string File => Path.Combine(paths.Data, "audit", "checkpoints.txt");

    public async Task AddAsync(AuditCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        // On the disk, and with it every entry that it speaks of, before anybody is told of it.
        await database.WriteAsync(Durability.Disk, session => session.ExecuteAsync(
            "INSERT INTO audit_checkpoints (sequence, text) VALUES (@sequence, @text) ON CONFLICT (sequence) DO NOTHING",
            ("sequence", checkpoint.Sequence), ("text", checkpoint.Text)), cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await using var file = new FileStream(File, FileMode.Append, FileAccess.Write, FileShare.Read);
        await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(checkpoint.Text + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
    }

    public ValueTask<AuditCheckpoint?> LastAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync(
                "SELECT text FROM audit_checkpoints ORDER BY sequence DESC LIMIT 1", row => AuditCheckpoint.TryParse(row.GetString(0))),
            cancellationToken);

    /// <summary>The smallest checkpoint over an entry.</summary>
    public ValueTask<AuditCheckpoint?> OverAsync(long sequence, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync(
                "SELECT text FROM audit_checkpoints WHERE sequence >= @sequence ORDER BY sequence LIMIT 1",
                row => AuditCheckpoint.TryParse(row.GetString(0)),
                ("sequence", sequence)),
            cancellationToken);

    /// <summary>Reads all of the database, and compares them with the lines of the file.</summary>
    /// <param name="session">The moment at which the database is looked at; it must have begun after the lines were read.</param>
    /// <param name="lines">What <see cref="LinesAsync"/> read.</param>
    /// <returns>The checkpoints, and the first fault in how they are kept.</returns>
    public async Task<(IReadOnlyList<AuditCheckpoint> All, AuditVerification? Fault)> AllAsync(SqlSession session, IReadOnlyList<string> lines)
    {
        var all = new List<AuditCheckpoint>();
        foreach (var (sequence, text) in await session.ListAsync(
            "SELECT sequence, text FROM audit_checkpoints ORDER BY sequence", row => (row.GetInt64(0), row.GetString(1))))
        {
            if (AuditCheckpoint.TryParse(text) is not { } checkpoint || checkpoint.Sequence != sequence)
                return (all, Broken(sequence, $"The checkpoint over {sequence} entries was changed: it cannot be read."));
            if (!key.IsOurs(checkpoint.PublicKey))
                return (all, Broken(sequence, $"The checkpoint over {sequence} entries is signed by a key that was never this house's: it was put in its place."));
            all.Add(checkpoint);
        }

        var known = all.Select(checkpoint => checkpoint.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (AuditCheckpoint.TryParse(line) is not { } checkpoint)
                return (all, Broken(1, $"A line of {File} is no checkpoint: it was changed."));
            if (known.Add(checkpoint.Text))
                return (all, Broken(checkpoint.Sequence, $"The checkpoint over {checkpoint.Sequence} entries is in {File} and not in the database: it was removed or changed there."));
        }

        return (all, null);
    }

    /// <summary>The lines of the file; whatever is among them is in the database already.</summary>
    public async Task<IReadOnlyList<string>> LinesAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(File))
            return [];
        var lines = (await System.IO.File.ReadAllTextAsync(File, cancellationToken)).Split('\n');
        // A last line without its end was cut off while it was written; the database has it whole.
        return [.. lines[..^1].Where(line => line.Length > 0)];
    }

    private static AuditVerification Broken(long sequence, string problem) =>
        new(false, 0, sequence, problem) { Fault = AuditFault.Checkpoint };
}
