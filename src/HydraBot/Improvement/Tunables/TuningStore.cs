using System.Globalization;
using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Hosting.Tuning;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Improvement.Tunables;

/// <summary>A version of the tunables as it is stored.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Parent">The version that was in force before it.</param>
/// <param name="Hash">Of all values.</param>
/// <param name="Proposal">The proposal that made it, where one did.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Changed">What is not as it was built.</param>
internal sealed record TuningVersion(
    long Version, long? Parent, string Hash, Guid? Proposal, string Reason, string By, DateTimeOffset At, JsonElement Changed);

/// <summary>The versions of the tunables in the database. A new one comes into force by compare-and-set, together with whatever it belongs to.</summary>
internal sealed class TuningStore(Database database)
{
    private const string Select = "SELECT v.version, v.parent, v.hash, v.proposal, v.reason, v.made_by, v.made_at, v.changed FROM tuning_versions v";

    public async Task<TuningVersion> CurrentAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync($"{Select} JOIN tuning_current c ON c.version = v.version WHERE c.id = 1", Read), cancellationToken)
        ?? throw new InvalidOperationException("No version of the tunables is in force.");

    public async Task<TuningVersion?> FindAsync(long version, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync($"{Select} WHERE v.version = @version", Read, ("version", version)), cancellationToken);

    public async Task<IReadOnlyList<TuningVersion>> ListAsync(int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync($"{Select} ORDER BY v.version DESC LIMIT @limit", Read, ("limit", (long)limit)), cancellationToken);

    /// <summary>Puts a snapshot into force inside a transaction; its number, or null when another came before it.</summary>
    public static async ValueTask<long?> PutAsync(SqlSession session, TuningSnapshot seen, TuningSnapshot next, TuningNote note)
    {
        var version = await session.FirstAsync("SELECT MAX(version) FROM tuning_versions", row => row.GetInt64(0)) + 1;
        if (await session.ExecuteAsync("UPDATE tuning_current SET version = @version WHERE id = 1 AND version = @seen", ("version", version), ("seen", seen.Version)) != 1)
            return null;
        await session.ExecuteAsync(
            """
            INSERT INTO tuning_versions (version, parent, changed, hash, proposal, reason, made_by, made_at)
            VALUES (@version, @parent, @changed, @hash, @proposal, @reason, @by, @at)
            """,
            ("version", version), ("parent", seen.Version), ("changed", next.Write()), ("hash", next.Hash),
            ("proposal", note.Proposal is { } id ? StoredId.Of(id) : null), ("reason", note.Reason), ("by", note.By), ("at", StoredTime.Of(note.At)));
        await AuditTail.AppendAsync(session, note.Entry);
        return version;
    }

    private static TuningVersion Read(System.Data.Common.DbDataReader row) => new(
        row.GetInt64(0),
        row.IsDBNull(1) ? null : row.GetInt64(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : StoredId.Read(row.GetString(3)),
        row.GetString(4),
        row.GetString(5),
        StoredTime.Read(row.GetInt64(6)),
        JsonElement.Parse(row.GetString(7)));
}

/// <summary>What is written down beside a new version.</summary>
internal sealed record TuningNote(string Reason, string By, DateTimeOffset At, AuditDraft Entry, Guid? Proposal = null)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{By}: {Reason}");
}
