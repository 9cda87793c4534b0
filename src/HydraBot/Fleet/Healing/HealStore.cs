using HydraBot.Governance;
using HydraBot.Storage;

namespace HydraBot.Fleet.Healing;

/// <summary>Restarts that healing made, so that its budget holds over restarts of the house.</summary>
internal sealed class HealStore(Database database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30), Ahead = TimeSpan.FromMinutes(5);

    public async Task<Guid> BeginAsync(Clearance clearance, string container, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var now = time.GetUtcNow();
        await database.WriteAsync(Durability.Process, async session =>
        {
            await session.ExecuteAsync("DELETE FROM fleet_heals WHERE began_at < @old", ("old", (now - Kept).ToUnixTimeMilliseconds()));
            return await session.ExecuteAsync(
                "INSERT INTO fleet_heals (id, container, began_at) VALUES (@id, @container, @now)",
                ("id", clearance.RequestId.ToString("N")), ("container", container), ("now", now.ToUnixTimeMilliseconds()));
        }, cancellationToken);
        return clearance.RequestId;
    }

    public async Task EndAsync(Guid id, string outcome) => await database.WriteAsync(
        Durability.Process,
        session => session.ExecuteAsync(
            "UPDATE fleet_heals SET ended_at = @now, outcome = @outcome WHERE id = @id", ("now", time.GetUtcNow().ToUnixTimeMilliseconds()), ("outcome", outcome), ("id", id.ToString("N"))),
        CancellationToken.None);

    /// <summary>Restarts since then, by container, oldest first; without those that a clock which ran ahead left in the future, which would use up the budget for as long.</summary>
    public async Task<ILookup<string, DateTimeOffset>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            session => session.ListAsync(
                "SELECT container, began_at FROM fleet_heals WHERE began_at >= @since AND began_at <= @future ORDER BY began_at",
                row => (Container: row.GetString(0), At: DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1))),
                ("since", since.ToUnixTimeMilliseconds()), ("future", (time.GetUtcNow() + Ahead).ToUnixTimeMilliseconds())),
            cancellationToken);
        return rows.ToLookup(row => row.Container, row => row.At, StringComparer.Ordinal);
    }
}
