using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;

namespace HydraBot.Memory.Diary;

/// <summary>
/// Reads the audit chain on from where it stopped and remembers what the house did. A kill between remembering and moving on costs nothing: an
/// entry that is told again is the same memory.
/// </summary>
internal sealed class HouseDiary(IAuditLog audit, OperationCatalog catalog, Memories memories, MemoryStore store) : IDisposable
{
    private const string Cursor = "audit-episodes";
    private const int Page = 500;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Reads up to the end of the chain; gives how many episodes were told.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var told = 0;
            int read;
            do
            {
                (read, var episodes) = await PageAsync(cancellationToken);
                told += episodes;
            }
            while (read == Page);
            return told;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(int Read, int Told)> PageAsync(CancellationToken cancellationToken)
    {
        var after = await store.ReadAsync(session => session.FirstAsync(
            "SELECT position FROM memory_cursors WHERE name = @name", row => row.GetInt64(0), ("name", Cursor)), cancellationToken);
        var (read, last) = (0, after);
        var episodes = new List<NewMemory>();
        await foreach (var entry in audit.ReadAsync(after, Page, cancellationToken))
        {
            (read, last) = (read + 1, entry.Sequence);
            if (AuditEntries.Open(entry) is { } draft
                && ActEpisode.Of(entry.Sequence, draft, draft.Operation is { } name && catalog.TryFind(name, out var operation) ? operation : null) is { } episode)
                episodes.Add(episode);
        }

        if (episodes.Count > 0)
            await memories.NoteAsync(episodes, cancellationToken);
        if (read > 0)
        {
            await store.WriteAsync(session => session.ExecuteAsync(
                "INSERT INTO memory_cursors (name, position) VALUES (@name, @position) ON CONFLICT (name) DO UPDATE SET position = excluded.position",
                ("name", Cursor), ("position", last)), cancellationToken);
        }

        return (read, episodes.Count);
    }
}
