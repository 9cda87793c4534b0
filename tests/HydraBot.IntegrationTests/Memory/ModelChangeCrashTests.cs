using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HydraBot.IntegrationTests.Support;
using HydraBot.Storage;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.IntegrationTests.Memory;

/// <summary>A house that is killed while another embedding model takes the place of the one in use.</summary>
public abstract class ModelChangeCrashTests
{
    private const int Memories = 400;

    /// <summary>As many as the house embeds at once: what was on its way when it was killed is asked for again, and no more.</summary>
    private const int Batch = 64;

    private const string Cat = "Old whiskers sleeps on the router";

    private static readonly int[] Stops = [2 * Batch, Batch];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_while_the_embedding_model_changes_it_goes_on_where_it_was_and_is_searched_meanwhile()
    {
        await using var backend = await BackendAsync();
        await using var server = await EmbeddingServer.StartAsync(Token);
        Guid cat, forgotten;
        await using (var house = await StartAsync(backend, server, "old"))
        {
            using var http = house.OwnerKey();
            cat = await KeepAsync(http, Cat);
            forgotten = await KeepAsync(http, "The spare broom stands in the yard");
            await SendAsync(http, HttpMethod.Post, "/memory", Enumerable.Range(2, Memories - 2).Select(n => new { content = $"Printer {n} is out of toner" }));
            await UntilAsync(() => Task.FromResult(server.Texts("old") >= Memories));
            await UntilAsync(async () => await NearestAsync(http) == cat);
        }

        var late = new List<Guid>();
        foreach (var (kill, stop) in Stops.Index())
        {
            var held = server.HoldAfter("new", stop);
            await using var house = await StartAsync(backend, server, "new");
            using var http = house.OwnerKey();
            await held.WaitAsync(Token);
            // The old model answers: by what it embedded before, and by what it embeds of what is new.
            var asked = server.Times("old", "feline");
            Assert.Equal(cat, await NearestAsync(http));
            Assert.InRange(server.Times("old", "feline"), asked + 1, int.MaxValue);
            Assert.Equal(0, server.Times("new", "feline"));
            late.Add(await KeepAsync(http, $"Toner number {kill} came by post"));
            if (kill == 1)
                await SendAsync<object>(http, HttpMethod.Delete, $"/memory/{forgotten}", null);
            await house.KillAsync();
        }

        server.LetGo("new");
        await using (var house = await StartAsync(backend, server, "new"))
        {
            using var http = house.OwnerKey();
            await UntilAsync(async () => await NearestAsync(http) == cat && server.Times("new", "feline") > 0);
        }

        // Each batch that was in the air at a kill is embedded again at the most; each question is asked as often as it is.
        Assert.InRange(server.Again("new"), 0, (Stops.Length * Batch) + 1);
        await using var last = await MemoryHouse.StartAsync(backend, Settings(server, "new"));
        await UntilAsync(async () => await NumberAsync(last, "SELECT COUNT(*) FROM memory_embeddings") == 1);
        Assert.Equal(0, await NumberAsync(last, "SELECT COUNT(*) FROM memory_vectors WHERE model <> 'new'"));
        await UntilAsync(async () => await NumberAsync(last, "SELECT COUNT(*) FROM memories m WHERE NOT EXISTS (SELECT 1 FROM memory_vectors v WHERE v.memory_id = m.id)") == 0);
        Assert.Equal(Memories - 1 + late.Count, await NumberAsync(last, "SELECT COUNT(*) FROM memories WHERE kind = 'turn'"));
        Assert.Equal(0, await NumberAsync(last, "SELECT COUNT(*) FROM (SELECT memory_id FROM memory_vectors GROUP BY memory_id HAVING COUNT(*) > 1) twice"));
        Assert.Equal(0, await NumberAsync(last, $"SELECT COUNT(*) FROM memory_vectors WHERE memory_id = '{forgotten:N}' OR memory_id NOT IN (SELECT id FROM memories)"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{server.Again("new")} texts were embedded twice over {Stops.Length} kills, of {server.Texts("new")}");
    }

    protected abstract ValueTask<Backend> BackendAsync();

    private static string[] Settings(EmbeddingServer server, string model) => [$"--Memory:Embeddings:Url={server.Url}", $"--Memory:Embeddings:Model={model}"];

    private static Task<HouseProcess> StartAsync(Backend backend, EmbeddingServer server, string model) => MemoryCrashTests.StartAsync(backend, Settings(server, model));

    /// <summary>The best for a question that shares no word with it, where its vector had a part in that.</summary>
    private static async Task<Guid?> NearestAsync(HttpClient http)
    {
        var why = await SendAsync(http, HttpMethod.Post, "/operations/memory.why", new { query = "feline" });
        return why.GetProperty("memories").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } best && best.GetProperty("arms").TryGetProperty("embedding", out _)
            ? best.GetProperty("id").GetGuid()
            : null;
    }

    private static async Task<Guid> KeepAsync(HttpClient http, string content) => (await SendAsync(http, HttpMethod.Post, "/memory", new { content })).GetProperty("id").GetGuid();

    private static async Task<JsonElement> SendAsync<T>(HttpClient http, HttpMethod method, string path, T? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await http.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(60), "It never came to that.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }
    }

    private static async Task<long> NumberAsync(MemoryHouse house, string sql) =>
        await house.Services.GetRequiredService<Database>().ReadAsync(session => session.FirstAsync(sql, row => row.GetInt64(0)), Token);
}

public sealed class SqliteModelChangeCrashTests : ModelChangeCrashTests
{
    protected override ValueTask<Backend> BackendAsync() => ValueTask.FromResult<Backend>(new SqliteBackend());
}

public sealed class PostgresqlModelChangeCrashTests : ModelChangeCrashTests
{
    protected override async ValueTask<Backend> BackendAsync() => await PostgresqlBackend.CreateAsync();
}
