using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.Fleet.Disk;

/// <summary>Plans that people were shown, for a day.</summary>
internal sealed class CleanupStore(Database database, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public async Task<long> AddAsync(CleanupPlan plan, CancellationToken cancellationToken) => await database.WriteAsync(Durability.Process, async session =>
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await session.ExecuteAsync("DELETE FROM fleet_cleanups WHERE made_at < @old", ("old", now - (long)Kept.TotalMilliseconds));
        var number = await PlanNumbers.NextAsync(session, "fleet_cleanups", now);
        await session.ExecuteAsync(
            "INSERT INTO fleet_cleanups (number, made_at, items) VALUES (@number, @now, @items)",
            ("number", number), ("now", now), ("items", JsonSerializer.Serialize(plan.Items, DiskWire.Default.IReadOnlyListCleanupItem)));
        return number;
    }, cancellationToken);

    /// <exception cref="OperationException">There is none of that number, or it is older than a day.</exception>
    public async Task<IReadOnlyList<CleanupItem>> FindAsync(long number, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(session => session.ListAsync(
            "SELECT items FROM fleet_cleanups WHERE number = @number AND made_at >= @old", row => row.GetString(0),
            ("number", number), ("old", (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds())), cancellationToken);
        return found is [var items] ? JsonSerializer.Deserialize(items, DiskWire.Default.IReadOnlyListCleanupItem)!
            : throw OperationException.WrongArgument($"There is no preview {number}, or it is older than a day: `/disk preview` makes a new one.");
    }
}
