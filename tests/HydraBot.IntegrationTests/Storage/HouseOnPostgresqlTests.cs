using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.IntegrationTests.Support;
using HydraBot.Testing.Drivers;
using HydraBot.Testing.Models;
using Xunit;

namespace HydraBot.IntegrationTests.Storage;

/// <summary>The whole house on PostgreSQL: what its rooms write and read back there.</summary>
public sealed class HouseOnPostgresqlTests : IAsyncLifetime
{
    private PostgresqlBackend _backend = null!;

    private FakeModelServer _model = null!;

    private HouseProcess _house = null!;

    private HttpClient _owner = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _backend = await PostgresqlBackend.CreateAsync();
        _model = await FakeModelServer.StartAsync(Token);
        _model.Answer = exchange => exchange.SayAsync("It is in the attic.");
        _house = await HouseProcess.StartAsync(Token, null, $"--Storage:ConnectionString={_backend.ConnectionString}", $"--Inference:Endpoints:0:Url={_model.Url}");
        _owner = _house.OwnerKey();
    }

    public async ValueTask DisposeAsync()
    {
        _owner?.Dispose();
        await (_house?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_model?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_backend?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Every_operation_that_may_be_tried_does_what_it_should()
    {
        var run = (await AskAsync("benchmark.run", new { suites = new[] { "tools" } })).GetProperty("runs")[0];
        Assert.Equal(1, run.GetProperty("result").GetProperty("score").GetDouble());
    }

    [Fact]
    public async Task What_each_room_writes_is_read_back()
    {
        await AskAsync("chat", new { prompt = "Where is the old switch?" });
        await AskAsync("chat.rate", new { good = true });
        await AskAsync("memory.learn", new { name = "switch.md", text = "# Switch\nIt hangs on the wall." });
        Assert.Contains("switch.md", (await AskAsync("memory.documents", new { })).ToString(), StringComparison.Ordinal);

        await AskAsync("alert.receive", new { kind = "uptime-kuma", payload = JsonNode.Parse("""{"heartbeat": {"monitorID": 4, "status": 0, "msg": "timeout"}, "monitor": {"id": 4, "name": "Home"}, "msg": "down"}""")!.ToJsonString() });
        Assert.Contains("Home", (await AskAsync("alert.list", new { })).ToString(), StringComparison.Ordinal);
        await AskAsync("alert.silence", new { pattern = "*", length = "1h" });

        await AskAsync("plan.start", new { goals = "`help`" });
        Assert.Contains("help", (await AskAsync("plan.show", new { })).ToString(), StringComparison.Ordinal);
        await AskAsync("improvement.propose", new { kind = "config", title = "Words count for less", description = "To see it stored.", changes = new Dictionary<string, double> { ["memory.retrieval.words"] = 0.4 } });
        Assert.Contains("Words count for less", (await AskAsync("improvement.proposals", new { })).ToString(), StringComparison.Ordinal);

        Assert.NotEmpty((await AskAsync("audit.search", new { operation = "chat*" })).GetProperty("entries").EnumerateArray());
        Assert.True((await AskAsync("audit.verify", new { })).GetProperty("valid").GetBoolean());
        await AskAsync("briefing.now", new { });
    }

    private async Task<JsonElement> AskAsync(string operation, object arguments)
    {
        using var answer = await _owner.PostAsJsonAsync($"operations/{operation}", arguments, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{operation} answered {(int)answer.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }
}
