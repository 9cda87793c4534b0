using System.Data.Common;
using System.Text.Json;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Improvement.Benchmarks;

/// <summary>The history of what was measured, and the baseline that newer runs are held against.</summary>
internal sealed class BenchmarkStore(Database database)
{
    private const string Select = "SELECT r.id, r.suite, r.part, r.at, r.product, r.tuning, r.hash, r.seed, r.machine, r.result FROM improvement_runs r";

    /// <summary>Stores a run; the first of a suite that measured something on the open part is its baseline.</summary>
    public async Task AddAsync(BenchmarkRun run, CancellationToken cancellationToken) => await database.WriteAsync(Durability.Process, async session =>
    {
        await session.ExecuteAsync(
            """
            INSERT INTO improvement_runs (id, suite, part, at, product, tuning, hash, seed, machine, result)
            VALUES (@id, @suite, @part, @at, @product, @tuning, @hash, @seed, @machine, @result)
            """,
            ("id", StoredId.Of(run.Id)), ("suite", run.Suite), ("part", (long)run.Part), ("at", StoredTime.Of(run.At)), ("product", run.Product), ("tuning", run.Tuning),
            ("hash", run.Hash), ("seed", run.Seed), ("machine", run.Machine), ("result", JsonSerializer.Serialize(run.Result, ImprovementJson.Default.BenchmarkResult)));
        return run is { Part: BenchmarkPart.Open, Result.Skipped: null }
            ? await session.ExecuteAsync("INSERT INTO improvement_baselines (suite, run) VALUES (@suite, @run) ON CONFLICT (suite) DO NOTHING", ("suite", run.Suite), ("run", StoredId.Of(run.Id)))
            : 0;
    }, cancellationToken);

    public async Task SetBaselineAsync(BenchmarkRun run, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        session => session.ExecuteAsync(
            "INSERT INTO improvement_baselines (suite, run) VALUES (@suite, @run) ON CONFLICT (suite) DO UPDATE SET run = excluded.run",
            ("suite", run.Suite), ("run", StoredId.Of(run.Id))),
        cancellationToken);

    public async Task<IReadOnlyList<BenchmarkRun>> BaselinesAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync($"{Select} JOIN improvement_baselines b ON b.run = r.id ORDER BY r.suite", Read), cancellationToken);

    /// <summary>The newest first; of all suites, or one.</summary>
    public async Task<IReadOnlyList<BenchmarkRun>> HistoryAsync(string? suite, BenchmarkPart part, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            $"{Select} WHERE r.part = @part AND (@suite = '' OR r.suite = @suite) ORDER BY r.at DESC, r.id DESC LIMIT @limit", Read,
            ("part", (long)part), ("suite", suite ?? ""), ("limit", (long)limit)),
        cancellationToken);

    public async Task<BenchmarkRun?> FindAsync(Guid id, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync($"{Select} WHERE r.id = @id", Read, ("id", StoredId.Of(id))), cancellationToken);

    private static BenchmarkRun Read(DbDataReader row) => new()
    {
        Id = StoredId.Read(row.GetString(0)),
        Suite = row.GetString(1),
        Part = (BenchmarkPart)row.GetInt64(2),
        At = StoredTime.Read(row.GetInt64(3)),
        Product = row.GetString(4),
        Tuning = row.GetInt64(5),
        Hash = row.GetString(6),
        Seed = row.GetInt64(7),
        Machine = row.GetString(8),
        Result = JsonSerializer.Deserialize(row.GetString(9), ImprovementJson.Default.BenchmarkResult)!,
    };
}
