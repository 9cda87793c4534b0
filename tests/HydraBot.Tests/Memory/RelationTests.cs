using System.Net;
using System.Text.Json;
using HydraBot.Hosting.Status;
using HydraBot.Memory;
using HydraBot.Testing.Graphs;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Memory;

/// <summary>One body for the graph in the tables and for the one in Neo4j.</summary>
public sealed class RelationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sql")]
    [InlineData("neo4j")]
    public async Task A_graph_reaches_over_names_facts_and_what_was_made_of_what_and_nobody_elses(string where)
    {
        await using var server = await FakeNeo4j.StartAsync();
        await using var house = await HouseAsync(where == "neo4j" ? server : null);
        var one = await KeepAsync(house, new { content = "We bought srv-17 in spring" });
        var two = await KeepAsync(house, new { content = "On srv-17 runs the backup to vault-3" });
        var three = await KeepAsync(house, new { content = "The disk of vault-3 is full" });
        var made = await KeepAsync(house, new { tier = "semantic", content = "Buy a bigger one", derivedFrom = new[] { three } });
        var fact = await KeepAsync(house, new { tier = "semantic", content = "srv-17's host is rack-9" });
        var far = await KeepAsync(house, new { content = "We painted rack-9 green" });
        await house.PostAsync("/memory", """{"content":"I alone know that srv-17 hums"}""", DoorHouse.OperatorKey);
        if (where == "neo4j")
            await UntilAsync(house, () => server.Holds(far));

        Same([two, fact, far], await AroundAsync(house, one, 1, where));
        Same([two, fact, far, three], await AroundAsync(house, one, 2, where));
        Same([two, fact, far, three, made], await AroundAsync(house, one, 3, where));
        Assert.Equal(where == "neo4j", server.Walks > 0);
        Assert.Empty(server.Wrong);

        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/memory/{two}"))).Status);
        Same([fact, far], await AroundAsync(house, one, 3, where));
        Assert.False(server.Holds(two));
    }

    [Fact]
    public async Task A_dead_neo4j_falls_back_says_so_heals_and_is_written_again_when_it_was_emptied()
    {
        await using var server = await FakeNeo4j.StartAsync();
        await using var house = await HouseAsync(server);
        var one = await KeepAsync(house, new { content = "We bought srv-17 in spring" });
        var two = await KeepAsync(house, new { content = "On srv-17 runs the backup to vault-3" });
        await UntilAsync(house, () => server.Holds(two));

        server.Dead = true;
        Same([two], await AroundAsync(house, one, 1, "sql"));
        Assert.Contains(await ConcernsAsync(house), concern => concern.Contains("Neo4j", StringComparison.Ordinal));
        Assert.Contains("Nothing was forgotten", (await house.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/memory/{two}"))).Detail, StringComparison.Ordinal);

        server.Empty();
        server.Dead = false;
        await UntilAsync(house, () => server.Holds(one) && server.Holds(two));
        Same([two], await AroundAsync(house, one, 1, "neo4j"));
        Assert.Equal(HttpStatusCode.OK, (await house.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/memory/{two}"))).Status);
        Assert.False(server.Holds(two) || server.Says("vault-3"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_the_tables_answer()
    {
        await using var server = await FakeNeo4j.StartAsync();
        await using var house = await HouseAsync(server, "wrong");
        var one = await KeepAsync(house, new { content = "We bought srv-17 in spring" });
        var two = await KeepAsync(house, new { content = "On srv-17 runs the backup to vault-3" });
        var source = house.Services.GetServices<IStatusSource>().OfType<MemoryStatus>().Single();
        for (var look = 0; !(await source.ReadAsync(Stop)).Text.Contains("Neo.ClientError.Security.Unauthorized", StringComparison.Ordinal); look++)
        {
            Assert.InRange(look, 0, 600);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }

        Same([two], await AroundAsync(house, one, 1, "sql"));
    }

    private static async Task<DoorHouse> HouseAsync(FakeNeo4j? server, string password = "let-me-in")
    {
        var house = new DoorHouse(null, server is null ? [] : [$"--Memory:Neo4j:Url={server.Url}", "--Memory:Neo4j:Database=home", "--Memory:Neo4j:User=neo4j", $"--Memory:Neo4j:Password={password}"]);
        await house.InitializeAsync();
        return house;
    }

    private static async Task<Guid> KeepAsync(DoorHouse house, object memory) => (await house.PostAsync("/memory", JsonSerializer.Serialize(memory))).Json.GetProperty("id").GetGuid();

    private static async Task<string[]> ConcernsAsync(DoorHouse house) =>
        [.. (await house.Services.GetServices<IStatusSource>().OfType<MemoryStatus>().Single().ReadAsync(Stop)).Concerns];

    /// <summary>Waits for what stands in the server, and for the house to know that all does.</summary>
    private static async Task UntilAsync(DoorHouse house, Func<bool> holds)
    {
        var source = house.Services.GetServices<IStatusSource>().OfType<MemoryStatus>().Single();
        for (var look = 0; !(holds() && (await source.ReadAsync(Stop)).Text.Contains("Relations in Neo4j", StringComparison.Ordinal)); look++)
        {
            Assert.InRange(look, 0, 600);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    private static void Same(Guid[] expected, HashSet<Guid> found) => Assert.Equal(expected.Order(), found.Order());

    /// <summary>Memories around one, the nearest first, as the answer's source names it.</summary>
    private static async Task<HashSet<Guid>> AroundAsync(DoorHouse house, Guid id, int depth, string source)
    {
        var graph = (await house.GetAsync($"/memory/{id}/related?depth={depth}")).Json;
        Assert.Equal(source, graph.GetProperty("source").GetString());
        return [.. graph.GetProperty("nodes").EnumerateArray().Where(node => node.GetProperty("kind").GetString() == "memory" && node.GetProperty("distance").GetInt32() > 0).Select(node => node.GetProperty("id").GetGuid())];
    }
}
