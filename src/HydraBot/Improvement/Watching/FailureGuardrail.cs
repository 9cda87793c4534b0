using System.Globalization;
using HydraBot.Governance.Journal;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Improvement.Watching;

/// <summary>The share of requests that fail: since the deployment against the same count of requests before it.</summary>
internal sealed class FailureGuardrail(Database database) : IGuardrail
{
    /// <summary>Fewer requests tell nothing.</summary>
    private const int Least = 20;

    private const double Allowed = 0.2;

    public string Name => "failures";

    public async Task<string?> BrokenAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var (after, before) = await database.ReadAsync(async session =>
        {
            var young = await ShareAsync(session, "received_at >= @at", since, 500);
            return (young, await ShareAsync(session, "received_at < @at", since, (int)Math.Max(Least, young.Count)));
        }, cancellationToken);
        return after.Count >= Least && after.Share - before.Share > Allowed
            ? string.Create(CultureInfo.InvariantCulture, $"{after.Share:P0} of {after.Count} requests failed since; before it were {before.Share:P0}")
            : null;
    }

    private static async ValueTask<(long Count, double Share)> ShareAsync(SqlSession session, string when, DateTimeOffset at, int most) => await session.FirstAsync(
        $"""
        SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN state = @failed THEN 1 ELSE 0 END), 0) AS BIGINT)
        FROM (SELECT state FROM requests WHERE {when} AND state IN (@done, @failed) ORDER BY received_at DESC LIMIT @most) newest
        """,
        row => (row.GetInt64(0), row.GetInt64(0) == 0 ? 0 : (double)row.GetInt64(1) / row.GetInt64(0)),
        ("at", StoredTime.Of(at)), ("failed", (long)RequestState.Failed), ("done", (long)RequestState.Done), ("most", (long)most));
}
