using System.Diagnostics;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
using HydraBot.Law;
using HydraBot.Law.Audit;
using HydraBot.Law.Stored;
using HydraBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HydraBot.Benchmarks.Audit;

/// <summary>
/// Appends to the audit chain, each told only when it is on the disk: one after the other, then by many at once; beside it plain rows, each with a
/// commit of its own. Then a long chain is walked from its first entry on, with its signed checkpoints.
/// </summary>
internal static class AuditRun
{
    private const int Writers = 64;

    public static async Task RunAsync(TextWriter output, int entries)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-audit-").FullName;
        try
        {
            await output.WriteLineAsync($"{"appends a second, each on the disk",-40}{"one by one",12}{$"{Writers} at once",14}{"plain rows",12}");
            await MeasureAsync(output, "SQLite", folder, null, entries);
            if (Environment.GetEnvironmentVariable("HYDRA_TEST_POSTGRES") is { Length: > 0 } server)
            {
                var name = $"hydra_audit_{Guid.CreateVersion7():N}";
                await using var source = NpgsqlDataSource.Create(server);
                await CommandAsync(source, $"CREATE DATABASE {name}");
                try
                {
                    await MeasureAsync(output, "PostgreSQL", Path.Combine(folder, "postgresql"), $"{server};Database={name}", entries);
                }
                finally
                {
                    NpgsqlConnection.ClearAllPools();
                    await CommandAsync(source, $"DROP DATABASE {name} WITH (FORCE)");
                }
            }
            else
            {
                await output.WriteLineAsync("PostgreSQL is not there: set HYDRA_TEST_POSTGRES");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(TextWriter output, string what, string folder, string? connectionString, int entries)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Path"] = folder,
            ["Storage:ConnectionString"] = connectionString,
            ["Constitution:Path"] = Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"),
        });
        builder.AddSecretMask().AddStorage().AddLaw().AddOperationCatalog();
        using var house = builder.Build();
        await house.StartAsync();
        var audit = house.Services.GetRequiredService<IAuditLog>();
        var database = house.Services.GetRequiredService<Database>();
        var draft = house.Services.GetRequiredService<AuditScribe>().At(Door.Chat, AuditKind.Judged, new Caller(CallerKind.Member, "1", "owner", AccessLevel.Owner), "benchmark", "done")
            with
        { Operation = "container.restart", Effect = OperationEffect.Change };

        await RateAsync(200, 1, () => audit.AppendAsync(draft, CancellationToken.None));
        var alone = await RateAsync(1_000, 1, () => audit.AppendAsync(draft, CancellationToken.None));
        var together = await RateAsync(20_000, Writers, () => audit.AppendAsync(draft, CancellationToken.None));
        var plain = connectionString is null ? await PlainSqliteAsync(Path.Combine(folder, "plain.db")) : await PlainPostgresqlAsync(connectionString);
        await output.WriteLineAsync($"{what,-40}{alone,12:0}{together,14:0}{plain,12:0}   together to plain: {together / plain:0.0}");

        await FillAsync(database, draft, entries);
        var (_, _, fault) = await house.Services.GetRequiredService<CheckpointWriter>().SignAsync(CancellationToken.None);
        var since = Stopwatch.GetTimestamp();
        var found = await audit.VerifyAsync(CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(since);
        await output.WriteLineAsync(
            $"{what}: {found.Entries} entries verified in {took.TotalSeconds:0.0} s ({found.Entries / took.TotalSeconds:0} a second), valid {found.Valid}, "
            + $"{found.Checkpoints} checkpoint, {fault?.Problem ?? "no fault"}; working set {Environment.WorkingSet >> 20} MB");
        await house.StopAsync();
    }

    private static async Task FillAsync(Database database, AuditDraft draft, int entries)
    {
        for (var written = 0; written < entries; written += 1_000)
        {
            await database.WriteAsync(Durability.Process, async session =>
            {
                for (var n = 0; n < 1_000; n++)
                    await AuditTail.AppendAsync(session, draft);
                return 0;
            }, CancellationToken.None);
        }
    }

    private static async Task<double> RateAsync(int count, int writers, Func<ValueTask<AuditEntry>> append)
    {
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var n = 0; n < count / writers; n++)
                await append();
        })));
        return count / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static async Task<double> PlainSqliteAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"INSERT INTO rows (body) VALUES ('{new string('x', 400)}')";
        return await PlainAsync(() => command.ExecuteNonQueryAsync());
    }

    private static async Task<double> PlainPostgresqlAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await CommandAsync(source, "CREATE TABLE plain_rows (id BIGSERIAL PRIMARY KEY, body TEXT NOT NULL)");
        await using var insert = source.CreateCommand($"INSERT INTO plain_rows (body) VALUES ('{new string('x', 400)}')");
        return await PlainAsync(() => insert.ExecuteNonQueryAsync());
    }

    private static async Task<double> PlainAsync(Func<Task<int>> insert)
    {
        const int Rows = 1_000;
        var since = Stopwatch.GetTimestamp();
        for (var n = 0; n < Rows; n++)
            await insert();
        return Rows / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    private static async Task CommandAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
