using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;

namespace HydraBot.Memory.Consolidation;

/// <summary>Lets one run at a time be at work, over processes: a row with an end, so that one that was killed does not hold it for ever.</summary>
internal sealed class NightLease(MemoryStore store, TimeProvider time)
{
    private const string Name = "consolidation";

    /// <summary>True when it is this holder's until <paramref name="length"/> from now.</summary>
    public async Task<bool> TryTakeAsync(string holder, TimeSpan length, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await store.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO memory_leases (name, holder, until) VALUES (@name, @holder, @until)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE memory_leases.until <= @now OR memory_leases.holder = @holder
            """,
            ("name", Name), ("holder", holder), ("until", Moments.Of(now + length)), ("now", Moments.Of(now))), cancellationToken) == 1;
    }

    public async Task ReleaseAsync(string holder) => await store.WriteAsync(
        session => session.ExecuteAsync("DELETE FROM memory_leases WHERE name = @name AND holder = @holder", ("name", Name), ("holder", holder)), CancellationToken.None);
}
