using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
using HydraBot.Hosting.Telemetry;
using HydraBot.Law;
using HydraBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HydraBot.Benchmarks;

/// <summary>
/// What the road adds to an operation that does nothing: stored, judged by the shipped law, two audit entries on SQLite. Beside it, in the
/// same run and turn about, a bare commit of two rows to a SQLite file in the same mode: the least that any such gate could cost.
/// </summary>
internal static class GateOverhead
{
    private const int Warm = 3_000;
    private static readonly JsonElement NoArguments = JsonElement.Parse("{}");

    public static async Task RunAsync(TextWriter output, int turns)
    {
        var folder = Directory.CreateTempSubdirectory("hydrabot-gate-").FullName;
        try
        {
            await MeasureAsync(output, folder, turns);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(TextWriter output, string folder, int turns)
    {
        using var house = await StartAsync(folder);
        var executor = house.Services.GetRequiredService<GovernedExecutor>();
        var owner = new Caller(CallerKind.Member, "1", "owner", AccessLevel.Owner);
        await using var peer = new TwoRows(Path.Combine(folder, "peer.db"));
        var nothing = AIFunctionFactory.Create(new NothingOperations().Nothing);
        var none = new AIFunctionArguments();

        Task<OperationOutcome> Ask(string operation) => executor.ExecuteAsync(
            OperationRequest.Create(operation, NoArguments, owner, Door.Chat, TimeProvider.System), null, CancellationToken.None);

        var bare = new List<double>(turns);
        var reads = new List<double>(turns);
        var changes = new List<double>(turns);
        var rows = new List<double>(turns);
        for (var turn = 0; turn < Warm + turns; turn++)
        {
            var kept = turn >= Warm;
            await TimeAsync(kept ? bare : null, async () => await nothing.InvokeAsync(none));
            await TimeAsync(kept ? reads : null, () => Ask("nothing.read"));
            await TimeAsync(kept && turn % 10 == 0 ? changes : null, () => turn % 10 == 0 ? Ask("nothing.change") : Task.CompletedTask);
            await TimeAsync(kept ? rows : null, () => peer.CommitAsync());
        }

        var nothingAtAll = Percentile(bare, 0.5);
        await output.WriteLineAsync($"{"",-34}{"p50 µs",10}{"p99 µs",10}");
        await PrintAsync(output, "no-op, called directly", bare, 0);
        await PrintAsync(output, "gate overhead, Read", reads, nothingAtAll);
        await PrintAsync(output, "gate overhead, Change (on disk)", changes, nothingAtAll);
        await PrintAsync(output, "peer: two rows, WAL commit", rows, 0);
        await output.WriteLineAsync(
            $"ratio of the gate (Read) to the peer: p50 {(Percentile(reads, 0.5) - nothingAtAll) / Percentile(rows, 0.5):0.0}, "
            + $"p99 {(Percentile(reads, 0.99) - nothingAtAll) / Percentile(rows, 0.99):0.0}; aim for Read: p50 under 300 µs");
        await house.StopAsync();
    }

    private static async Task<IHost> StartAsync(string folder)
    {
        var law = Path.Combine(folder, "law.yaml");
        var shipped = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml"));
        await File.WriteAllTextAsync(law, shipped.Replace("&rooms [", "&rooms [nothing.*, ", StringComparison.Ordinal));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Path"] = folder, ["Constitution:Path"] = law });
        builder.AddSecretMask().AddTelemetry().AddStorage().AddLaw();
        builder.AddOperations<NothingOperations>(new DefaultJsonTypeInfoResolver()).AddOperationCatalog();
        var house = builder.Build();
        await house.StartAsync();
        return house;
    }

    private static async Task TimeAsync(List<double>? into, Func<Task> work)
    {
        var since = Stopwatch.GetTimestamp();
        await work();
        into?.Add(Stopwatch.GetElapsedTime(since).TotalMicroseconds);
    }

    private static Task PrintAsync(TextWriter output, string what, List<double> times, double less) =>
        output.WriteLineAsync($"{what,-34}{Percentile(times, 0.5) - less,10:0.0}{Percentile(times, 0.99) - less,10:0.0}");

    private static double Percentile(List<double> times, double at) => times.Order().ElementAt((int)(at * (times.Count - 1)));

    /// <summary>Operations that do nothing.</summary>
    private sealed class NothingOperations
    {
        private readonly OperationResult<string> _result = OperationResult.Of("", new Card { Title = "nothing" });

        [Operation("nothing.read", Access = AccessLevel.Viewer)]
        [Description("Nothing")]
        public OperationResult<string> Nothing() => _result;

        [Operation("nothing.change", Access = AccessLevel.Viewer, Effect = OperationEffect.Change)]
        [Description("Nothing, but with an effect")]
        public OperationResult<string> Change(Clearance clearance) => clearance.Operation.Length > 0 ? _result : throw new InvalidOperationException();
    }

    /// <summary>The peer: a prepared statement, two rows, one commit, synchronous NORMAL.</summary>
    private sealed class TwoRows : IAsyncDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly SqliteCommand[] _commands;

        public TwoRows(string file)
        {
            _connection = new SqliteConnection($"Data Source={file};Pooling=False");
            _connection.Open();
            Command("PRAGMA journal_mode = WAL").ExecuteScalar();
            Command("PRAGMA synchronous = NORMAL").ExecuteNonQuery();
            Command("CREATE TABLE entries (sequence INTEGER PRIMARY KEY, body TEXT NOT NULL)").ExecuteNonQuery();
            var insert = Command($"INSERT INTO entries (body) VALUES ('{new string('x', 400)}')");
            _commands = [Command("BEGIN IMMEDIATE"), insert, insert, Command("COMMIT")];
        }

        public async Task CommitAsync()
        {
            foreach (var command in _commands)
                await command.ExecuteNonQueryAsync();
        }

        public ValueTask DisposeAsync() => _connection.DisposeAsync();

        private SqliteCommand Command(string sql)
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            return command;
        }
    }
}
