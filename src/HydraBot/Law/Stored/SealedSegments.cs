using System.IO.Compression;
using System.Runtime.CompilerServices;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using HydraBot.Storage;

namespace HydraBot.Law.Stored;

/// <summary>A stretch of the chain that lies in a file instead of the table.</summary>
internal sealed record SealedSegment(long First, long Last, string File);

/// <summary>The sealed files: one entry's body a line, packed; the hash of a line is the hash of its entry.</summary>
internal sealed class SealedSegments(ApplicationPaths paths)
{
    public string Folder => Path.Combine(paths.Data, "audit");

    public static async ValueTask<IReadOnlyList<SealedSegment>> AllAsync(SqlSession session) => await session.ListAsync(
        "SELECT first_sequence, last_sequence, file FROM audit_segments ORDER BY last_sequence",
        row => new SealedSegment(row.GetInt64(0), row.GetInt64(1), row.GetString(2)));

    public string PathOf(SealedSegment segment) => Path.Combine(Folder, segment.File);

    /// <summary>Reads a segment's entries in order.</summary>
    /// <exception cref="StorageException">The file is not there, or cannot be read to its end.</exception>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(SealedSegment segment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var expected = segment.First;
        await foreach (var line in LinesAsync(PathOf(segment), cancellationToken))
        {
            // A line that says no place is taken for the one that is due: the walk finds that it is not.
            yield return AuditChain.OfBody(line) ?? new AuditEntry(expected, line, "", "");
            expected++;
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = Open(file);
        while (true)
        {
            string? line;
            try
            {
                line = await reader.ReadLineAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException)
            {
                throw new StorageException($"The sealed file {file} cannot be read to its end: {exception.Message}", exception);
            }

            if (line is null)
                yield break;
            yield return line;
        }
    }

    private static StreamReader Open(string file)
    {
        try
        {
            return new StreamReader(new GZipStream(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16), CompressionMode.Decompress));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The sealed file {file} cannot be read: {exception.Message}", exception);
        }
    }
}
