using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Storage;

namespace HydraBot.Law.Stored;

/// <summary>The emergency stop in the database: one row, on the disk before anybody is told.</summary>
internal sealed class EmergencyStopStore(Database database) : IEmergencyStopStore
{
    public ValueTask<EmergencyState?> LoadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync(
                "SELECT stopped, changed_by, reason, changed_at FROM emergency_stop WHERE id = 1",
                row => new EmergencyState(row.GetInt64(0) != 0, row.GetString(1), row.GetString(2), StoredTime.Read(row.GetInt64(3)))),
            cancellationToken);

    public async ValueTask SaveAsync(EmergencyState state, AuditDraft entry, CancellationToken cancellationToken) =>
        await database.WriteAsync(Durability.Disk, async session =>
        {
            await session.ExecuteAsync(
                """
                INSERT INTO emergency_stop (id, stopped, changed_by, reason, changed_at) VALUES (1, @stopped, @by, @reason, @at)
                ON CONFLICT (id) DO UPDATE SET
                    stopped = excluded.stopped, changed_by = excluded.changed_by, reason = excluded.reason, changed_at = excluded.changed_at
                """,
                ("stopped", state.Stopped ? 1L : 0L), ("by", state.By), ("reason", state.Reason), ("at", StoredTime.Of(state.At)));
            return await AuditTail.AppendAsync(session, entry);
        }, cancellationToken);
}
