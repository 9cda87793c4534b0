using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Sandbox.Running;
using HydraBot.Storage;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.History;

/// <summary>What ran, for those who look later: the newest, with the beginning of code and output, and with secrets masked.</summary>
internal sealed class ExecutionHistory(Database database, SecretMask mask, IOptions<SandboxOptions> options, TimeProvider time)
{
    private const int KeptCode = 4000, KeptOutput = 2000;

    public async Task AddAsync(Clearance clearance, ExecutionRequest request, Execution execution, CancellationToken cancellationToken)
    {
        if (options.Value.History == 0)
            return;
        await database.WriteAsync(Durability.Process, async session =>
        {
            await session.ExecuteAsync(
                """
                INSERT INTO sandbox_executions
                    (id, ran_at, caller_id, caller, language, code, exit_code, timed_out, oom_killed, truncated, duration_ms, peak_bytes, stdout, stderr, artifacts, runtime)
                VALUES
                    (@id, @at, @callerId, @caller, @language, @code, @exit, @late, @oom, @cut, @duration, @peak, @stdout, @stderr, @artifacts, @runtime)
                """,
                ("id", execution.ExecutionId.ToString("N")), ("at", time.GetUtcNow().ToUnixTimeMilliseconds()), ("callerId", clearance.Caller.Id),
                ("caller", Storable(clearance.Caller.Name, 200)), ("language", execution.Language), ("code", Storable(request.Code, KeptCode)),
                ("exit", (long)execution.ExitCode), ("late", execution.TimedOut ? 1L : 0L), ("oom", execution.OomKilled ? 1L : 0L), ("cut", execution.Truncated ? 1L : 0L),
                ("duration", execution.DurationMs), ("peak", execution.PeakMemoryBytes ?? 0L), ("stdout", Storable(execution.Stdout, KeptOutput)),
                ("stderr", Storable(execution.Stderr, KeptOutput)), ("artifacts", Storable(string.Join('\n', execution.Artifacts.Select(artifact => artifact.Name)), KeptOutput)),
                ("runtime", execution.Runtime));
            return await session.ExecuteAsync(
                "DELETE FROM sandbox_executions WHERE id IN (SELECT id FROM sandbox_executions ORDER BY ran_at DESC, id DESC LIMIT 50 OFFSET @keep)", ("keep", (long)options.Value.History));
        }, cancellationToken);
    }

    public ValueTask<List<PastExecution>> ReadAsync(int count, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.ListAsync(
            """
            SELECT id, ran_at, caller, language, code, exit_code, timed_out, oom_killed, truncated, duration_ms, peak_bytes, stdout, stderr, artifacts, runtime
            FROM sandbox_executions ORDER BY ran_at DESC, id DESC LIMIT @count
            """,
            row => new PastExecution(
                Guid.ParseExact(row.GetString(0), "N"), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4),
                (int)row.GetInt64(5), row.GetInt64(6) != 0, row.GetInt64(7) != 0, row.GetInt64(8) != 0, row.GetInt64(9), row.GetInt64(10) is > 0 and var peak ? peak : null,
                row.GetString(11), row.GetString(12), row.GetString(13).Split('\n', StringSplitOptions.RemoveEmptyEntries), row.GetString(14)),
            ("count", (long)count)),
        cancellationToken);

    /// <summary>PostgreSQL's texts hold no NUL; the beginning is enough to know a program again.</summary>
    private string Storable(string text, int most)
    {
        var plain = mask.Apply(text).Replace('\0', '␀');
        return plain.Length <= most ? plain : plain[..(char.IsHighSurrogate(plain[most - 1]) ? most - 1 : most)];
    }
}
