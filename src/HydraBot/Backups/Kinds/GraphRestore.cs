using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Backups.Kinds;

/// <summary>Writes an exported graph into a transaction, many of one shape at a time; nodes get new ids, which relationships follow.</summary>
internal sealed class GraphRestore(Neo4jTransaction transaction)
{
    private const int Page = 500;

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _waiting = new(StringComparer.Ordinal);
    private readonly List<string> _schema = [];

    /// <summary>Statements that make its constraints and indexes.</summary>
    public IReadOnlyList<string> Schema => _schema;

    public async Task TakeAsync(string kind, JsonElement value, CancellationToken cancellationToken)
    {
        if (kind == "schema")
        {
            _schema.Add(value.Text("_value") ?? "");
            return;
        }

        var parts = value.Items.ToArray();
        if (kind == "node")
        {
            var labels = string.Concat(parts[1].ItemsAt("_value").Select(label => $":{Quoted(label.Text("_value")!)}"));
            await AddAsync($"UNWIND $rows AS row CREATE (n{labels}) SET n = row.properties RETURN row.id, elementId(n)", Row(("id", parts[0].GetRawText()), ("properties", parts[2].GetRawText())), cancellationToken);
            return;
        }

        // All nodes come before the first relationship.
        await FlushAsync("(n", cancellationToken);
        await AddAsync(
            $"UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from MATCH (b) WHERE elementId(b) = row.to CREATE (a)-[r:{Quoted(parts[3].Text("_value")!)}]->(b) SET r = row.properties",
            Row(("from", Text(Id(parts[1]))), ("to", Text(Id(parts[2]))), ("properties", parts[4].GetRawText())),
            cancellationToken);
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await FlushAsync("(n", cancellationToken);
        await FlushAsync("", cancellationToken);
    }

    /// <summary><c>CREATE RANGE INDEX `a` FOR …</c> becomes <c>CREATE RANGE INDEX `a` IF NOT EXISTS FOR …</c>.</summary>
    public static string IfMissing(string statement) =>
        statement.IndexOf(" FOR (", StringComparison.Ordinal) is > 0 and var at && !statement.Contains(" IF NOT EXISTS ", StringComparison.Ordinal) ? statement.Insert(at, " IF NOT EXISTS") : statement;

    private async Task AddAsync(string statement, string row, CancellationToken cancellationToken)
    {
        if (!_waiting.TryGetValue(statement, out var rows))
            _waiting[statement] = rows = [];
        rows.Add(row);
        if (rows.Count >= Page)
            await WriteAsync(statement, rows, cancellationToken);
    }

    private async Task FlushAsync(string holding, CancellationToken cancellationToken)
    {
        foreach (var (statement, rows) in _waiting.Where(pair => pair.Value.Count > 0 && pair.Key.Contains(holding, StringComparison.Ordinal)).ToList())
            await WriteAsync(statement, rows, cancellationToken);
    }

    private async Task WriteAsync(string statement, List<string> rows, CancellationToken cancellationToken)
    {
        foreach (var made in await transaction.RunAsync(statement, $$$"""{"rows":{"$type":"List","_value":[{{{string.Join(',', rows)}}}]}}""", cancellationToken))
        {
            if (made is [var former, var now])
                _ids[former.Text("_value")!] = now.Text("_value")!;
        }

        rows.Clear();
    }

    private string Id(JsonElement former) => _ids.TryGetValue(former.Text("_value") ?? "", out var id) ? id : throw new OperationException("The export names a node that is not in it.");

    private static string Row(params (string Name, string Json)[] members) => $$$"""{"$type":"Map","_value":{{{{string.Join(',', members.Select(member => $"\"{member.Name}\":{member.Json}"))}}}}}""";

    private static string Text(string value) => $$"""{"$type":"String","_value":{{JsonSerializer.Serialize(value, KindJson.Default.String)}}}""";

    private static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";
}
