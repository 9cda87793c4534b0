using System.Data.Common;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Writing;
using HydraBot.Storage;

namespace HydraBot.Memory.Consolidation;

/// <summary>One change that a stage wants.</summary>
/// <param name="Act">A word for the report.</param>
/// <param name="Id">Which memory.</param>
/// <param name="To">Its state from then on.</param>
/// <param name="SupersededBy">By which, where it is.</param>
/// <param name="ValidTo">Until when it was true, where it ends.</param>
internal sealed record NightChange(string Act, Guid Id, MemoryState To, Guid? SupersededBy = null, long? ValidTo = null)
{
    /// <summary>Its tier from then on, where that changes.</summary>
    public MemoryTier? Tier { get; init; }
}

/// <summary>The stages that change states, in their order. Each looks at the store as it is, so that one which was cut off is simply begun again.</summary>
internal static class NightStages
{
    public static readonly IReadOnlyList<Func<SqlSession, long, ValueTask<List<NightChange>>>> All = [DuplicatesAsync, ContradictionsAsync, FallenAsync, ColdAsync, DoubtfulAsync];

    private const long Day = 24L * 60 * 60 * 1_000_000;

    /// <summary>Facts in nearly the same words, whatever made them so: the first stays.</summary>
    private static async ValueTask<List<NightChange>> DuplicatesAsync(SqlSession session, long now) =>
    [
        .. (await session.ListAsync(
            "SELECT id, audience, tier, content, subject, predicate, pinned FROM memories WHERE tier IN (2, 3) AND state = 0 AND kind <> 'summary' ORDER BY sequence",
            row => (Id: row.GetString(0), Kept: (row.GetString(1), row.GetInt64(2), Saying.Digest(row.GetString(3)), Text(row, 4), Text(row, 5)), Pinned: row.GetInt64(6) != 0)))
        .GroupBy(one => one.Kept)
        .SelectMany(same => same.Skip(1).Where(one => !one.Pinned))
        .Select(one => new NightChange("duplicate", Id(one.Id), MemoryState.Archived)),
    ];

    /// <summary>Two values of one slot at one time: the newer ends the older.</summary>
    private static async ValueTask<List<NightChange>> ContradictionsAsync(SqlSession session, long now) => await session.ListAsync(
        """
        SELECT older.id, newer.id, newer.valid_from FROM memories older JOIN memories newer
            ON newer.audience = older.audience AND newer.subject = older.subject AND newer.predicate = older.predicate AND newer.id <> older.id
            AND (newer.valid_from > older.valid_from OR (newer.valid_from = older.valid_from AND newer.sequence > older.sequence))
        WHERE older.valid_to IS NULL AND newer.valid_to IS NULL AND older.subject IS NOT NULL AND older.state = 0 AND newer.state = 0
            AND NOT EXISTS (SELECT 1 FROM memories more WHERE more.audience = newer.audience AND more.subject = newer.subject AND more.predicate = newer.predicate
                AND more.valid_to IS NULL AND more.state = 0 AND (more.valid_from > newer.valid_from OR (more.valid_from = newer.valid_from AND more.sequence > newer.sequence)))
        """,
        row => new NightChange("superseded", Id(row.GetString(0)), MemoryState.Superseded, Id(row.GetString(1)), row.GetInt64(2)));

    /// <summary>What was made of something that is not true any more.</summary>
    private static async ValueTask<List<NightChange>> FallenAsync(SqlSession session, long now) => await session.ListAsync(
        """
        WITH RECURSIVE fallen(id) AS (
            SELECT d.memory_id FROM memory_derivations d JOIN memories s ON s.id = d.source_id WHERE s.state = 1
            UNION
            SELECT d.memory_id FROM memory_derivations d JOIN fallen f ON d.source_id = f.id
        )
        SELECT m.id FROM memories m JOIN fallen f ON f.id = m.id WHERE m.state = 0
        """,
        row => new NightChange("suspect", Id(row.GetString(0)), MemoryState.Suspect));

    /// <summary>Old, of little weight, and not recalled for long. Facts that are true do not grow cold, nor does what is pinned.</summary>
    private static async ValueTask<List<NightChange>> ColdAsync(SqlSession session, long now) => await session.ListAsync(
        """
        SELECT id FROM memories WHERE state = 0 AND pinned = 0 AND tier IN (1, 4) AND importance < 0.3 AND recorded_at < @old AND COALESCE(recalled_at, 0) < @old
        """,
        row => new NightChange("archived", Id(row.GetString(0)), MemoryState.Archived), ("old", now - (90 * Day)));

    /// <summary>Skills that failed three times in a row.</summary>
    private static async ValueTask<List<NightChange>> DoubtfulAsync(SqlSession session, long now) => await session.ListAsync(
        "SELECT m.id FROM memories m JOIN memory_skills s ON s.memory_id = m.id WHERE m.state = 0 AND m.kind = 'workflow' AND s.in_a_row >= 3",
        row => new NightChange("doubtful", Id(row.GetString(0)), MemoryState.Suspect));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Guid Id(string text) => Guid.ParseExact(text, "N");
}
