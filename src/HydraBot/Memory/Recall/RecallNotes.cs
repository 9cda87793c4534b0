using System.Threading.Channels;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;
using HydraBot.Storage;

namespace HydraBot.Memory.Recall;

/// <summary>Notes which memories were told to somebody, so that what is still asked for does not grow cold. No search waits for it.</summary>
internal sealed class RecallNotes(MemoryStore store, TimeProvider time)
{
    /// <summary>Where very much is asked at once, the oldest notes go: whether a memory was told once or twice today decides nothing.</summary>
    private readonly Channel<(Guid Id, long At)> _told = Channel.CreateBounded<(Guid, long)>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>These were told just now.</summary>
    public void Add(IEnumerable<StoredMemory> told)
    {
        var now = Moments.Of(time.GetUtcNow());
        foreach (var memory in told)
            _told.Writer.TryWrite((memory.Id, now));
    }

    /// <summary>Writes what was noted so far, in one transaction.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var gathered = new Dictionary<Guid, (long Times, long Last)>();
        while (_told.Reader.TryRead(out var note))
            gathered[note.Id] = (gathered.GetValueOrDefault(note.Id).Times + 1, note.At);
        if (gathered.Count == 0)
            return;
        await store.NoteAsync(async session =>
        {
            foreach (var (id, (times, last)) in gathered)
                await session.ExecuteAsync("UPDATE memories SET recalls = recalls + @times, recalled_at = @last WHERE id = @id", ("times", times), ("last", last), ("id", MemoryRow.Id(id)));
            return gathered.Count;
        }, cancellationToken);
    }
}
