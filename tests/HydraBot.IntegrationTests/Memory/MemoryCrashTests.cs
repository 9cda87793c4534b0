using System.Net.Http.Json;
using HydraBot.IntegrationTests.Support;
using HydraBot.Storage;
using HydraBot.Testing.Drivers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Memory;

/// <summary>A house that is killed while it remembers or tidies up, and what the next one makes of it.</summary>
public abstract class MemoryCrashTests
{
    private const int Batches = 60;
    private const int InBatch = 25;
    private const int Conversations = 150;
    private const int Turns = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_while_it_remembers_it_has_lost_nothing_that_it_confirmed_and_holds_nothing_twice()
    {
        await using var backend = await BackendAsync();
        var random = new Random(7);
        var confirmed = 0;
        for (var kill = 0; kill < 2; kill++)
        {
            await using var child = await StartAsync(backend);
            using var http = child.OwnerKey();
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sending = SendAsync(http, kill == 0 ? 0 : confirmed, begun);
            await begun.Task;
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 150)), TimeProvider.System, Token);
            await child.KillAsync();
            confirmed = Math.Max(confirmed, await sending);
        }

        await using (var house = await MemoryHouse.StartAsync(backend))
        {
            Assert.InRange(confirmed, 1, Batches);
            var kept = await CountsAsync(house);
            Assert.All(Enumerable.Range(0, confirmed * InBatch), turn => Assert.Equal(1L, kept.GetValueOrDefault(Turn(turn))));
            // A batch is whole or not there at all.
            Assert.Equal(0, kept.Count % InBatch);
            Assert.All(kept, turn => Assert.Equal(1L, turn.Value));
            for (var batch = 0; batch < Batches; batch++)
                await house.PostAsync("/memory", Batch(batch));
            Assert.Equal(Batches * InBatch, (await CountsAsync(house)).Values.Sum());
            Assert.Equal(Turn(777), (await house.SearchAsync(Turn(777), "&tags=crash"))[0]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{confirmed} of {Batches} batches were confirmed before the last kill");
    }

    [Fact]
    public async Task Killed_while_it_tidies_up_the_run_is_gone_on_with_and_taken_back_whole()
    {
        await using var backend = await BackendAsync();
        await using (var house = await MemoryHouse.StartAsync(backend))
        {
            await house.PostAsync("/memory", Enumerable.Range(0, Conversations * Turns).Select(turn => new
            {
                content = $"In conversation {turn / Turns} the backup of host{turn / Turns} took {turn % Turns} hours",
                sessionId = $"c{turn / Turns}",
                tags = new[] { "tidy" },
            }));
            await TamperAsync(house, "UPDATE memories SET recorded_at = recorded_at - 2 * 86400000000");
        }

        var cutOff = 0L;
        foreach (var stage in new[] { "Stage 1 ", "Stage 5 " })
        {
            await using (var child = await StartAsync(backend))
            {
                using var http = child.OwnerKey();
                await UntilAsync(http, stage);
                await child.KillAsync();
            }

            // Time passes: the lease of the killed process runs out.
            await using var after = await MemoryHouse.StartAsync(backend);
            cutOff += await NumberAsync(after, "SELECT COUNT(*) FROM memory_runs WHERE finished_at IS NULL");
            await TamperAsync(after, "UPDATE memory_leases SET until = 0");
        }

        await using var last = await MemoryHouse.StartAsync(backend);
        var before = await NumberAsync(last, "SELECT COUNT(*) FROM memories WHERE kind = 'summary'");
        var report = await last.PostAsync("/memory/consolidate", new { });
        Assert.True(report.GetProperty("finished").GetBoolean());
        Assert.Empty(report.GetProperty("findings").EnumerateArray());
        Assert.Equal(Conversations, await NumberAsync(last, "SELECT COUNT(*) FROM memories WHERE kind = 'summary'"));
        Assert.Equal(Conversations, await NumberAsync(last, "SELECT COUNT(DISTINCT thread) FROM memories WHERE kind = 'summary'"));
        Assert.Equal(0, await NumberAsync(last, "SELECT COUNT(*) FROM memory_runs WHERE finished_at IS NULL"));

        var runs = await last.Services.GetRequiredService<Database>().ReadAsync(
            session => session.ListAsync("SELECT id FROM memory_runs ORDER BY started_at DESC", row => Guid.ParseExact(row.GetString(0), "N")), Token);
        foreach (var run in runs)
            await last.PostAsync("/operations/memory.undo", new { run });
        Assert.Equal(0, await NumberAsync(last, "SELECT COUNT(*) FROM memories WHERE kind = 'summary'"));
        Assert.Equal(Conversations * Turns, await NumberAsync(last, "SELECT COUNT(*) FROM memories WHERE kind = 'turn'"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{before} of {Conversations} summaries were there before the last of {runs.Count} runs; {cutOff} of two kills cut one off");
    }

    protected abstract ValueTask<Backend> BackendAsync();

    /// <summary>A house in a process of its own, on a backend that may have a past.</summary>
    internal static Task<HouseProcess> StartAsync(Backend backend, params string[] more) => HouseProcess.StartAsync(
        Token,
        Directory.CreateDirectory(backend.Settings["Storage:Path"]!).FullName,
        [
            "--Memory:Night:Enabled=false",
            $"--Constitution:Path={Path.Combine(AppContext.BaseDirectory, "CONSTITUTION.yaml")}",
            .. backend.Settings.Where(setting => setting.Key is not ("Storage:Path" or "Constitution:Path")).Select(setting => $"--{setting.Key}={setting.Value}"),
            .. more,
        ]);

    /// <summary>Begins the nightly work, and follows it until it says that it is at this stage or is over.</summary>
    private static async Task UntilAsync(HttpClient http, string stage)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/operations/memory.consolidate") { Content = JsonContent.Create(new { }) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        while (await lines.ReadLineAsync(Token) is { } line && !line.Contains(stage, StringComparison.Ordinal))
        {
            // The stages before it.
        }
    }

    /// <summary>Sends batch after batch until the house is gone; gives how many it confirmed, from the first on.</summary>
    private static async Task<int> SendAsync(HttpClient http, int from, TaskCompletionSource begun)
    {
        var confirmed = from;
        try
        {
            for (var batch = from; batch < Batches; batch++)
            {
                using var answer = await http.PostAsJsonAsync("/memory", Batch(batch), Token);
                Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
                confirmed = batch + 1;
                begun.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // Killed in the middle of this one.
        }

        begun.TrySetResult();
        return confirmed;
    }

    private static IEnumerable<object> Batch(int batch) => Enumerable.Range(batch * InBatch, InBatch)
        .Select(turn => new { content = Turn(turn), sessionId = $"s{batch}", scope = "house", tags = new[] { "crash" } });

    private static string Turn(int turn) => $"Reading {turn} of the meter says {turn * 37}";

    private static async Task<Dictionary<string, long>> CountsAsync(MemoryHouse house) =>
        (await house.Services.GetRequiredService<Database>().ReadAsync(
            session => session.ListAsync("SELECT content, COUNT(*) FROM memories WHERE kind = 'turn' GROUP BY content", row => (row.GetString(0), row.GetInt64(1))), Token))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static async Task<long> NumberAsync(MemoryHouse house, string sql) =>
        await house.Services.GetRequiredService<Database>().ReadAsync(session => session.FirstAsync(sql, row => row.GetInt64(0)), Token);

    private static async Task TamperAsync(MemoryHouse house, string sql) =>
        await house.Services.GetRequiredService<Database>().WriteAsync(Durability.Disk, session => session.ExecuteAsync(sql), Token);
}

public sealed class SqliteMemoryCrashTests : MemoryCrashTests
{
    protected override ValueTask<Backend> BackendAsync() => ValueTask.FromResult<Backend>(new SqliteBackend());
}

public sealed class PostgresqlMemoryCrashTests : MemoryCrashTests
{
    [Fact]
    public async Task A_second_process_on_the_same_database_is_turned_away_and_tidies_nothing()
    {
        await using var backend = await PostgresqlBackend.CreateAsync();
        await using var first = await MemoryHouse.StartAsync(backend);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var second = await HouseProcess.StartAsync(TestContext.Current.CancellationToken, null, $"--Storage:ConnectionString={backend.ConnectionString}");
        });

        Assert.Contains("HydraBot did not get ready", refused.Message, StringComparison.Ordinal);
        Assert.True((await first.PostAsync("/memory/consolidate", new { })).GetProperty("finished").GetBoolean());
    }

    protected override async ValueTask<Backend> BackendAsync() => await PostgresqlBackend.CreateAsync();
}
