using HydraBot.Governance.Audit;
using HydraBot.Storage;

namespace HydraBot.Inference.Usage;

/// <summary>The ledger's table.</summary>
internal sealed class UsageStore(Database database, SecretMask mask)
{
    private const int MostText = 300;

    public ValueTask<int> AddAsync(IReadOnlyList<UsageRow> rows, CancellationToken cancellationToken) => database.WriteAsync(Durability.Process, async session =>
    {
        foreach (var row in rows)
        {
            var report = row.Report;
            await session.ExecuteAsync(
                """
                INSERT INTO inference_usage
                    (id, ran_at, scope, kind, endpoint, model, route, cache, status, attempts, input_tokens, output_tokens, estimated, cost_millionths,
                     duration_ms, first_byte_ms, trouble, correlation_id, audit_sequence)
                VALUES
                    (@id, @at, @scope, @kind, @endpoint, @model, @route, @cache, @status, @attempts, @input, @output, @estimated, @cost,
                     @duration, @first, @trouble, @correlation, @audit)
                """,
                ("id", row.Id.ToString("N")), ("at", row.At.ToUnixTimeMilliseconds()), ("scope", row.Scope), ("kind", row.Kind.ToString()),
                ("endpoint", report.Endpoint), ("model", Storable(report.Model)), ("route", report.Route ?? ""), ("cache", report.Cache ?? ""), ("status", (long)report.Status),
                ("attempts", (long)report.Attempts), ("input", report.Tokens.Input), ("output", report.Tokens.Output), ("estimated", report.Tokens.Estimated ? 1L : 0L),
                ("cost", (long)(report.Cost * 1_000_000m)), ("duration", (long)report.Duration.TotalMilliseconds), ("first", (long)report.FirstByte.TotalMilliseconds),
                ("trouble", Storable(report.Trouble ?? "")), ("correlation", row.CorrelationId), ("audit", row.Clearance.AuditSequence));
        }

        return rows.Count;
    }, cancellationToken);

    /// <summary>What each scope used since a moment.</summary>
    public ValueTask<List<(string Scope, DayTotal Used)>> UsedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.ListAsync(
            "SELECT scope, COUNT(*), CAST(SUM(input_tokens + output_tokens) AS BIGINT), CAST(SUM(cost_millionths) AS BIGINT) FROM inference_usage WHERE ran_at >= @since GROUP BY scope",
            row => (row.GetString(0), new DayTotal(row.GetInt64(1), row.GetInt64(2), row.GetInt64(3) / 1_000_000m)),
            ("since", since.ToUnixTimeMilliseconds())),
        cancellationToken);

    /// <summary>What each model was used for since a moment, the dearest first.</summary>
    public ValueTask<List<ModelUse>> ModelsSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.ListAsync(
            """
            SELECT endpoint, model, COUNT(*), CAST(SUM(CASE WHEN cache IN ('exact', 'similar') THEN 1 ELSE 0 END) AS BIGINT), CAST(SUM(CASE WHEN trouble <> '' THEN 1 ELSE 0 END) AS BIGINT),
                CAST(SUM(input_tokens + output_tokens) AS BIGINT), CAST(SUM(cost_millionths) AS BIGINT)
            FROM inference_usage WHERE ran_at >= @since GROUP BY endpoint, model ORDER BY 7 DESC, 6 DESC, 2
            """,
            row => new ModelUse(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6) / 1_000_000m),
            ("since", since.ToUnixTimeMilliseconds())),
        cancellationToken);

    public ValueTask<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        Durability.Process, session => session.ExecuteAsync("DELETE FROM inference_usage WHERE ran_at < @before", ("before", before.ToUnixTimeMilliseconds())), cancellationToken);

    private string Storable(string text)
    {
        var plain = mask.Apply(text).Replace('\0', '␀');
        return plain.Length <= MostText ? plain : plain[..(char.IsHighSurrogate(plain[MostText - 1]) ? MostText - 1 : MostText)];
    }
}
