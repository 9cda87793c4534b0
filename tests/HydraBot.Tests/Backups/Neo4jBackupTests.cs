using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Backups;

/// <summary>Neo4j over its Query API, against a server that understands exactly the statements of an export and a restore.</summary>
public sealed class Neo4jBackupTests
{
    private readonly List<(string Id, string[] Labels, string Properties)> _nodes = [("4:x:0", ["Person"], Map("name", "Mia")), ("4:x:1", ["Person", "Odd `label`"], Map("name", "Ben"))];
    private readonly List<(string Id, string From, string To, string Type, string Properties)> _edges = [("5:x:0", "4:x:0", "4:x:1", "KNOWS", Map("since", "2020"))];
    private readonly List<string> _made = [];
    private (List<(string, string[], string)> Nodes, List<(string, string, string, string, string)> Edges)? _open;
    private int _next = 100;

    /// <summary>Set, and somebody writes during the first export.</summary>
    private int _writes;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_graph_comes_back_with_its_labels_types_and_relationships_in_one_transaction()
    {
        await using var server = await FakeServer.StartAsync(Routes);
        await using var house = await HouseAsync(server);
        var backup = await house.BackUpAsync("graph");
        Assert.Contains("an export of a running database, not a snapshot", backup.GetProperty("verified").EnumerateArray().Select(line => line.GetString()));
        _nodes.Clear();
        _edges.Clear();
        _nodes.Add(("4:x:7", ["Stray"], Map("name", "later")));

        await house.RestoreAsync(backup);

        Assert.Equal(["Mia", "Ben"], _nodes.Select(node => JsonElement.Parse(node.Properties).GetProperty("_value").GetProperty("name").GetProperty("_value").GetString()));
        Assert.Equal(["Person", "Odd `label`"], _nodes[1].Labels);
        var edge = Assert.Single(_edges);
        Assert.Equal((_nodes[0].Id, _nodes[1].Id, "KNOWS"), (edge.From, edge.To, edge.Type));
        Assert.Equal(["CREATE CONSTRAINT `one` IF NOT EXISTS FOR (n:`Person`) REQUIRE (n.`name`) IS UNIQUE"], _made);
    }

    [Fact]
    public async Task An_export_during_which_somebody_wrote_is_taken_again()
    {
        _writes = 1;
        await using var server = await FakeServer.StartAsync(Routes);
        await using var house = await HouseAsync(server);
        var backup = await house.BackUpAsync("graph");
        Assert.Contains("3 nodes and 1 relationships, as many as the head says, read to the end mark", backup.GetProperty("verified").EnumerateArray().Select(line => line.GetString()));
    }

    [Fact]
    public async Task A_wrong_password_is_one_line_without_the_password()
    {
        await using var server = await FakeServer.StartAsync(Routes);
        await using var house = await HouseAsync(server, "some-wrong-password");
        var message = await house.Road.FailedAsync("backup.create", """{"target": "graph"}""");
        Assert.StartsWith("Neo4j says 401", message, StringComparison.Ordinal);
        Assert.DoesNotContain("some-wrong", message, StringComparison.Ordinal);
    }

    private static Task<BackupHouse> HouseAsync(FakeServer server, string password = "right") => BackupHouse.StartAsync(
        ("Backups:Targets:graph:Kind", "Neo4j"), ("Backups:Targets:graph:Url", server.Address.ToString()), ("Backups:Targets:graph:Password", password));

    private void Routes(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization != $"Basic {Convert.ToBase64String("neo4j:right"u8)}")
            {
                context.Response.StatusCode = 401;
                await context.Response.WriteAsync("""{"errors":[{"code":"Neo.ClientError.Security.Unauthorized","message":"Invalid credential."}]}""", context.RequestAborted);
                return;
            }

            Assert.Equal("application/vnd.neo4j.query", context.Request.Headers.Accept);
            await next(context);
        });
        app.MapPost("/db/neo4j/query/v2", async (HttpRequest request) => Results.Text(Answer(await BodyAsync(request), inside: false), "application/vnd.neo4j.query", statusCode: 202));
        app.MapPost("/db/neo4j/query/v2/tx", (HttpResponse response) =>
        {
            _open = ([.. _nodes], [.. _edges]);
            response.Headers["neo4j-cluster-affinity"] = "here";
            return Results.Text("""{"transaction":{"id":"t1","expires":"2026-11-28T20:00:00Z"}}""", "application/vnd.neo4j.query", statusCode: 202);
        });
        app.MapPost("/db/neo4j/query/v2/tx/t1", async (HttpRequest request) =>
        {
            Assert.Equal("here", request.Headers["neo4j-cluster-affinity"]);
            return Results.Text(Answer(await BodyAsync(request), inside: true), "application/vnd.neo4j.query", statusCode: 202);
        });
        app.MapPost("/db/neo4j/query/v2/tx/t1/commit", () =>
        {
            (_nodes, _edges).Take(_open!.Value);
            return Results.Text("""{"bookmarks":[]}""", "application/vnd.neo4j.query", statusCode: 202);
        });
    }

    private static async Task<JsonElement> BodyAsync(HttpRequest request) => (await JsonDocument.ParseAsync(request.Body, default, Token)).RootElement.Clone();

    private string Answer(JsonElement body, bool inside)
    {
        var statement = body.GetProperty("statement").GetString()!;
        var parameters = body.GetProperty("parameters");
        var rows = statement switch
        {
            "MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r)" => [$"[{Number(_nodes.Count)},{Number(_edges.Count)}]"],
            "SHOW CONSTRAINTS YIELD createStatement AS statement" => [$"[{Text("CREATE CONSTRAINT `one` FOR (n:`Person`) REQUIRE (n.`name`) IS UNIQUE")}]"],
            "SHOW INDEXES YIELD createStatement AS statement, owningConstraint, type WHERE owningConstraint IS NULL AND type <> 'LOOKUP' RETURN statement" => [],
            _ when statement.StartsWith("MATCH (n) WHERE elementId(n) > $after", StringComparison.Ordinal) => Nodes(parameters),
            _ when statement.StartsWith("MATCH (a)-[r]->(b) WHERE elementId(r) > $after", StringComparison.Ordinal) => [.. _edges.Select(edge => $"[{Text(edge.Id)},{Text(edge.From)},{Text(edge.To)},{Text(edge.Type)},{edge.Properties}]")],
            "MATCH (n) DETACH DELETE n" when inside => Clear(),
            _ when inside && statement.StartsWith("UNWIND $rows AS row CREATE (n", StringComparison.Ordinal) => [.. Rows(parameters).Select(row => Create(statement, row))],
            _ when inside && statement.StartsWith("UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from", StringComparison.Ordinal) => [.. Rows(parameters).SelectMany(row => Join(statement, row))],
            _ when !inside && statement.StartsWith("CREATE CONSTRAINT", StringComparison.Ordinal) => Make(statement),
            _ => throw new InvalidOperationException(statement),
        };
        return $$$"""{"data":{"fields":[],"values":[{{{string.Join(',', rows)}}}]},"bookmarks":[]}""";
    }

    private string[] Nodes(JsonElement parameters)
    {
        Assert.Equal("1000", parameters.GetProperty("page").GetProperty("_value").GetString());
        if (_writes-- > 0)
            _nodes.Add(("4:x:2", ["Person"], Map("name", "Zoe")));
        return [.. _nodes.Select(node => $"[{Text(node.Id)},{{\"$type\":\"List\",\"_value\":[{string.Join(',', node.Labels.Select(Text))}]}},{node.Properties}]")];
    }

    private static IEnumerable<JsonElement> Rows(JsonElement parameters) => parameters.GetProperty("rows").GetProperty("_value").EnumerateArray().Select(row => row.GetProperty("_value"));

    private string[] Clear()
    {
        _open!.Value.Nodes.Clear();
        _open.Value.Edges.Clear();
        return [];
    }

    private string Create(string statement, JsonElement row)
    {
        var labels = statement["UNWIND $rows AS row CREATE (n".Length..statement.IndexOf(") SET", StringComparison.Ordinal)];
        var id = $"4:y:{_next++}";
        _open!.Value.Nodes.Add((id, [.. labels.Split(":`", StringSplitOptions.RemoveEmptyEntries).Select(label => label[..^1].Replace("``", "`", StringComparison.Ordinal))], row.GetProperty("properties").GetRawText()));
        return $"[{row.GetProperty("id").GetRawText()},{Text(id)}]";
    }

    private string[] Join(string statement, JsonElement row)
    {
        var type = statement.Split("[r:`")[1].Split("`]")[0];
        _open!.Value.Edges.Add(($"5:y:{_next++}", row.GetProperty("from").GetProperty("_value").GetString()!, row.GetProperty("to").GetProperty("_value").GetString()!, type, row.GetProperty("properties").GetRawText()));
        return [];
    }

    private string[] Make(string statement)
    {
        _made.Add(statement);
        return [];
    }

    private static string Number(int value) => $$"""{"$type":"Integer","_value":"{{value}}"}""";

    private static string Text(string value) => $$"""{"$type":"String","_value":{{JsonSerializer.Serialize(value)}}}""";

    private static string Map(string name, string value) => $$"""{"$type":"Map","_value":{"{{name}}":{{Text(value)}} } }""";
}

internal static class Committing
{
    public static void Take<TNode, TEdge>(this (List<TNode> Nodes, List<TEdge> Edges) graph, (List<TNode> Nodes, List<TEdge> Edges) open)
    {
        graph.Nodes.Clear();
        graph.Nodes.AddRange(open.Nodes);
        graph.Edges.Clear();
        graph.Edges.AddRange(open.Edges);
    }
}
