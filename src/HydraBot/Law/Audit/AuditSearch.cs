using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary>What is looked for; what is left out fits every entry.</summary>
/// <param name="Person">An id, or part of a name.</param>
/// <param name="Operation">A pattern such as <c>container.*</c>.</param>
/// <param name="Outcome">What became of it: done, failed, refused, cancelled, waiting, approved, ...</param>
/// <param name="Text">Any text in the entry.</param>
/// <param name="Since">The first moment.</param>
/// <param name="Until">The moment after the last.</param>
internal sealed record AuditQuery(string? Person, string? Operation, string? Outcome, string? Text, DateTimeOffset? Since, DateTimeOffset? Until)
{
    private readonly NamePattern? _operation = Operation is { Length: > 0 } pattern ? new NamePattern(pattern) : null;

    /// <summary>A piece of the canonical text that every fitting entry holds; lets the database leave the others where they are.</summary>
    public string Needle => Operation is { Length: > 0 } operation && operation.IndexOf('*', StringComparison.Ordinal) is not 0 and var star
        ? $"\"operation\":\"{(star < 0 ? operation + "\"" : operation[..star])}"
        : "";

    public bool Fits(AuditDraft entry, string body) =>
        (_operation is not { } pattern || (entry.Operation is { } operation && pattern.Matches(operation)))
        && (Person is null || (entry.Caller is { } caller
            && (caller.Id == Person || caller.Name.Contains(Person, StringComparison.OrdinalIgnoreCase))))
        && (Outcome is null || string.Equals(entry.Result, Outcome, StringComparison.OrdinalIgnoreCase))
        && (Text is null || body.Contains(Text, StringComparison.OrdinalIgnoreCase))
        && (Since is not { } since || entry.At >= since)
        && (Until is not { } until || entry.At < until);
}

/// <summary>Looks for entries, newest first, in the database and then in the sealed files.</summary>
internal sealed class AuditSearch(Database database, SealedSegments segments)
{
    private const int Page = 1000;

    /// <summary>Entries stand in the order of their numbers; a clock that was set back may have given some of them earlier times.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromDays(1);

    /// <summary>Finds the newest entries that fit.</summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="before">The sequence number after the last one that may be found.</param>
    /// <param name="limit">How many.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<AuditView>> FindAsync(AuditQuery query, long before, int limit, CancellationToken cancellationToken)
    {
        var found = new List<AuditView>();
        var from = before;
        while (true)
        {
            var page = await PageAsync(query.Needle, from, cancellationToken);
            foreach (var entry in page)
            {
                if (View(query, entry) is not { } view)
                    continue;
                found.Add(view);
                if (found.Count == limit)
                    return found;
            }

            if (page.Count < Page)
                break;
            if (query.Since - ClockSlack is { } earliest && AuditView.Of(page[^1]).Entry is { } oldest && oldest.At < earliest)
                return found;
            from = page[^1].Sequence;
        }

        await AddSealedAsync(query, before, limit, found, cancellationToken);
        return found;
    }

    private static AuditView? View(AuditQuery query, AuditEntry entry) =>
        AuditView.Of(entry) is { Entry: { } draft } view && query.Fits(draft, entry.Body) ? view : null;

    private async Task<IReadOnlyList<AuditEntry>> PageAsync(string needle, long before, CancellationToken cancellationToken)
    {
        var holds = needle.Length == 0 ? "" : database.Dialect == SqlDialect.Sqlite ? "AND instr(body, @needle) > 0" : "AND strpos(body, @needle) > 0";
        var sql = $"SELECT sequence, body, previous_hash, hash FROM audit_entries WHERE sequence < @before {holds} ORDER BY sequence DESC LIMIT @limit";
        return await database.ReadAsync(
            session => needle.Length == 0
                ? session.ListAsync(sql, AuditTail.Read, ("before", before), ("limit", (long)Page))
                : session.ListAsync(sql, AuditTail.Read, ("before", before), ("limit", (long)Page), ("needle", needle)),
            cancellationToken);
    }

    private async Task AddSealedAsync(AuditQuery query, long before, int limit, List<AuditView> found, CancellationToken cancellationToken)
    {
        var files = await database.ReadAsync(SealedSegments.AllAsync, cancellationToken);
        foreach (var segment in files.Reverse().Where(segment => segment.First < before))
        {
            var newest = new Queue<AuditView>();
            await foreach (var entry in segments.ReadAsync(segment, cancellationToken))
            {
                if (entry.Sequence >= before || View(query, entry) is not { } view)
                    continue;
                newest.Enqueue(view);
                if (newest.Count > limit - found.Count)
                    newest.Dequeue();
            }

            found.AddRange(newest.Reverse());
            if (found.Count >= limit)
                return;
        }
    }
}
