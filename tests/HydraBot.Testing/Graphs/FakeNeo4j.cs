using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HydraBot.Testing.Graphs;

/// <summary>
/// Stands in for a Neo4j on a socket: it knows the statements that memory sends, demands their parameters, and answers in the shape of the Query API
/// (https://neo4j.com/docs/query-api/current/query/): 202 with <c>data</c>, <c>bookmarks</c> and <c>counters</c>, errors with codes, 401 to strangers.
/// </summary>
public sealed class FakeNeo4j : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _memories = new(StringComparer.Ordinal);
    private readonly HashSet<(string Memory, string Audience, string Name)> _mentions = [];
    private readonly HashSet<(string Memory, string Audience, string From, string To)> _facts = [];
    private readonly HashSet<(string Memory, string Source)> _made = [];
    private readonly List<string> _wrong = [];
    private bool _marked;

    private FakeNeo4j(WebApplication app) => _app = app;

    /// <summary>Its HTTP address; the database is <c>home</c>, the user <c>neo4j</c> with the password <c>let-me-in</c>.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>It hangs up on everybody.</summary>
    public bool Dead { get; set; }

    /// <summary>How many steps were walked.</summary>
    public int Walks { get; private set; }

    /// <summary>Statements that were answered with an error, since a parameter was missing or nobody knows them.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Starts one on a free port.</summary>
    public static async Task<FakeNeo4j> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeNeo4j(app);
        app.MapPost("/db/home/query/v2", server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>As after a volume was lost.</summary>
    public void Empty()
    {
        lock (_gate)
        {
            _memories.Clear();
            _mentions.Clear();
            _facts.Clear();
            _made.Clear();
            _marked = false;
        }
    }

    /// <summary>Whether a memory is in it.</summary>
    public bool Holds(Guid memory)
    {
        lock (_gate)
            return _memories.ContainsKey($"{memory:N}");
    }

    /// <summary>Whether a text stands anywhere in it.</summary>
    public bool Says(string text)
    {
        lock (_gate)
            return _mentions.Any(mention => mention.Name.Contains(text, StringComparison.Ordinal)) || _facts.Any(fact => $"{fact.From} {fact.To}".Contains(text, StringComparison.Ordinal));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Dead)
        {
            context.Abort();
            return;
        }

        if (context.Request.Headers.Authorization.ToString() != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("neo4j:let-me-in"))}")
        {
            await AnswerAsync(context, 401, Error("Neo.ClientError.Security.Unauthorized", "Invalid credential."));
            return;
        }

        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var statement = body["statement"]!.GetValue<string>();
        try
        {
            string[] values;
            lock (_gate)
                values = Run(statement, body["parameters"]!.AsObject());
            var rows = new JsonArray([.. values.Select(value => new JsonArray(long.TryParse(value, out var number) && value.Length < 12 ? JsonValue.Create(number) : JsonValue.Create(value)))]);
            await AnswerAsync(context, 202, new JsonObject
            {
                ["data"] = new JsonObject { ["fields"] = new JsonArray("id"), ["values"] = rows },
                ["counters"] = new JsonObject { ["containsUpdates"] = !statement.StartsWith("MATCH (h", StringComparison.Ordinal), ["nodesCreated"] = 0, ["nodesDeleted"] = 0, ["relationshipsCreated"] = 0 },
                ["bookmarks"] = new JsonArray("FB:kcwQ1hlLy8SNTMCx0WXQZpZpCsmQ"),
            });
        }
        catch (Exception exception) when (exception is InvalidOperationException or NullReferenceException or KeyNotFoundException)
        {
            lock (_gate)
                _wrong.Add(statement);
            await AnswerAsync(context, 400, Error("Neo.ClientError.Statement.ParameterMissing", $"Expected parameter(s): {exception.Message}"));
        }
    }

    private static JsonObject Error(string code, string message) => new() { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) };

    private static Task AnswerAsync(HttpContext context, int status, JsonObject answer)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, "application/json");
        return context.Response.WriteAsync(answer.ToJsonString());
    }

    private string[] Run(string statement, JsonObject parameters)
    {
        switch (statement.Split('\n')[0].Trim())
        {
            case var setup when setup.StartsWith("CREATE ", StringComparison.Ordinal):
                return [];
            case var mark when mark.StartsWith("MERGE (h:HydraGraph", StringComparison.Ordinal):
                _marked = true;
                return ["HydraBot"];
            case "MATCH (h:HydraGraph) RETURN count(h) AS marks":
                return [_marked ? "1" : "0"];
            case "UNWIND $memories AS one":
                foreach (var one in parameters["memories"]!.AsArray())
                    Write(one!);
                return [];
            case "MATCH ()-[f:FACT]->() WHERE f.memory IN $ids DELETE f":
                _facts.RemoveWhere(fact => Ids(parameters, "ids").Contains(fact.Memory));
                return [];
            case "MATCH (m:HydraMemory) WHERE m.id IN $ids DETACH DELETE m":
                var gone = Ids(parameters, "ids");
                _mentions.RemoveWhere(mention => gone.Contains(mention.Memory));
                _made.RemoveWhere(made => gone.Contains(made.Memory) || gone.Contains(made.Source));
                foreach (var id in gone)
                    _memories.Remove(id);
                return [];
            case "MATCH (e:HydraName) WHERE NOT (e)--() DELETE e":
                return [];
            case "MATCH (m:HydraMemory) WHERE m.id IN $ids RETURN count(m) AS memories":
                return [$"{Ids(parameters, "ids").Count(_memories.ContainsKey)}"];
            case var walk when walk.StartsWith("MATCH (m:HydraMemory)-[:MENTIONS]->(e:HydraName) WHERE m.id IN $frontier", StringComparison.Ordinal):
                Walks++;
                return Step(Ids(parameters, "frontier"), parameters["audience"]!.GetValue<string>(), parameters["hub"]!.GetValue<int>());
            default:
                throw new InvalidOperationException("an unknown statement");
        }
    }

    private void Write(JsonNode one)
    {
        var (id, audience) = (one["id"]!.GetValue<string>(), one["audience"]!.GetValue<string>());
        _memories[id] = audience;
        foreach (var name in one["names"]!.AsArray())
            _mentions.Add((id, audience, name!.GetValue<string>()));
        foreach (var fact in one["facts"]!.AsArray())
            _facts.Add((id, audience, fact!["source"]!.GetValue<string>(), fact["target"]!.GetValue<string>()));
        foreach (var source in one["sources"]!.AsArray())
        {
            _memories.TryAdd(source!.GetValue<string>(), audience);
            _made.Add((id, source.GetValue<string>()));
        }
    }

    private string[] Step(HashSet<string> frontier, string audience, int hub)
    {
        var names = _mentions.Where(mention => frontier.Contains(mention.Memory) && mention.Audience == audience).Select(mention => mention.Name).ToHashSet();
        var shared = names.Where(name => _mentions.Count(mention => mention.Audience == audience && mention.Name == name) <= hub);
        var linked = _facts.Where(fact => fact.Audience == audience).SelectMany(fact => new[] { (fact.From, fact.To), (fact.To, fact.From) }).Where(pair => names.Contains(pair.Item1)).Select(pair => pair.Item2);
        var reached = shared.Concat(linked).ToHashSet();
        return
        [
            .. _mentions.Where(mention => mention.Audience == audience && reached.Contains(mention.Name)).Select(mention => mention.Memory)
                .Concat(_made.Where(made => frontier.Contains(made.Memory)).Select(made => made.Source))
                .Concat(_made.Where(made => frontier.Contains(made.Source)).Select(made => made.Memory))
                .Where(id => _memories.GetValueOrDefault(id) == audience).Distinct(),
        ];
    }

    private static HashSet<string> Ids(JsonObject parameters, string name) => [.. parameters[name]!.AsArray().Select(id => id!.GetValue<string>())];
}
