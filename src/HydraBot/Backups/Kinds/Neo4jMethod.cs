using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using HydraBot.Backups.Targets;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Backups.Kinds;

/// <summary>
/// Neo4j over its Query API (https://neo4j.com/docs/query-api/current/): all nodes, relationships and schema as JSON lines, with their types.
/// The Community Edition has no backup of a running database; whether somebody wrote meanwhile is seen by counting before and after.
/// </summary>
internal sealed class Neo4jMethod(IHttpClientFactory clients) : IBackupMethod
{
    private const int Page = 1000, Tries = 3;

    public BackupKind Kind => BackupKind.Neo4j;

    public string Ending => ".jsonl.gz";

    public Task<IReadOnlyList<BackupItem>> ItemsAsync(Clearance clearance, BackupTarget target, CancellationToken cancellationToken)
    {
        var database = target.Options.Database is { Length: > 0 } named ? named : "neo4j";
        return Task.FromResult<IReadOnlyList<BackupItem>>([new BackupItem(target, database, $"{target.Options.Url!.TrimEnd('/')}/db/{database}")]);
    }

    public Task<bool> ExistsAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken) => Task.FromResult(true);

    public async Task WriteAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        var api = Api(item);
        for (var tries = 1; ; tries++)
        {
            var before = await CountAsync(api, cancellationToken);
            await using (var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            await using (var packed = new GZipStream(output, CompressionLevel.Optimal))
            await using (var writer = new StreamWriter(packed, new UTF8Encoding(false)) { NewLine = "\n" })
                await ExportAsync(api, before, writer, cancellationToken);
            if (await CountAsync(api, cancellationToken) == before)
                return;
            if (tries == Tries)
                throw new OperationException($"Somebody writes into {item.Database} without a pause: {Tries} exports in a row were not of one state. Take it when it is quiet, or dump it stopped with neo4j-admin database dump.");
        }
    }

    public async Task<IReadOnlyList<string>> VerifyAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        var export = await GraphExport.ReadAsync(file, null, cancellationToken);
        return [string.Create(CultureInfo.InvariantCulture, $"{export.Nodes} nodes and {export.Relationships} relationships, as many as the head says, read to the end mark"), "an export of a running database, not a snapshot"];
    }

    /// <summary>In one transaction; indexes and constraints that are missing come after it, since Neo4j takes no schema together with data.</summary>
    public async Task RestoreAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        var api = Api(item);
        await using var transaction = await api.BeginAsync(cancellationToken);
        await transaction.RunAsync("MATCH (n) DETACH DELETE n", null, cancellationToken);
        var restore = new GraphRestore(transaction);
        await GraphExport.ReadAsync(file, restore.TakeAsync, cancellationToken);
        await restore.FinishAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        foreach (var statement in restore.Schema)
            await api.RunAsync(GraphRestore.IfMissing(statement), null, cancellationToken);
    }

    private static async Task ExportAsync(Neo4jQueries api, (long Nodes, long Relationships) counts, StreamWriter writer, CancellationToken cancellationToken)
    {
        await writer.WriteLineAsync($$$"""{"head":{"format":"hydrabot-graph-1","nodes":{{{counts.Nodes}}},"relationships":{{{counts.Relationships}}}}}""".AsMemory(), cancellationToken);
        foreach (var show in (string[])["SHOW CONSTRAINTS YIELD createStatement AS statement", "SHOW INDEXES YIELD createStatement AS statement, owningConstraint, type WHERE owningConstraint IS NULL AND type <> 'LOOKUP' RETURN statement"])
        {
            foreach (var row in await api.RunAsync(show, null, cancellationToken))
                await writer.WriteLineAsync($$"""{"schema":{{row[0].GetRawText()}}}""".AsMemory(), cancellationToken);
        }

        await PagesAsync("node", "MATCH (n) WHERE elementId(n) > $after RETURN elementId(n), labels(n), properties(n) ORDER BY elementId(n) LIMIT $page");
        await PagesAsync("relationship", "MATCH (a)-[r]->(b) WHERE elementId(r) > $after RETURN elementId(r), elementId(a), elementId(b), type(r), properties(r) ORDER BY elementId(r) LIMIT $page");
        await writer.WriteLineAsync("""{"end":true}""".AsMemory(), cancellationToken);

        async Task PagesAsync(string kind, string statement)
        {
            for (var after = ""; ;)
            {
                var parameters = $$$"""{"after":{"$type":"String","_value":{{{JsonSerializer.Serialize(after, KindJson.Default.String)}}}},"page":{"$type":"Integer","_value":"{{{Page}}}"}}""";
                var rows = await api.RunAsync(statement, parameters, cancellationToken);
                foreach (var row in rows)
                    await writer.WriteLineAsync($$"""{"{{kind}}":[{{string.Join(',', row.Select(value => value.GetRawText()))}}]}""".AsMemory(), cancellationToken);
                if (rows.Count < Page)
                    return;
                after = rows[^1][0].Text("_value") ?? throw new OperationException("Neo4j answers without the types that were asked for.");
            }
        }
    }

    private static async Task<(long Nodes, long Relationships)> CountAsync(Neo4jQueries api, CancellationToken cancellationToken)
    {
        var row = (await api.RunAsync("MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r)", null, cancellationToken))[0];
        return (long.Parse(row[0].Text("_value")!, CultureInfo.InvariantCulture), long.Parse(row[1].Text("_value")!, CultureInfo.InvariantCulture));
    }

    private Neo4jQueries Api(BackupItem item) => new(clients.CreateClient(HttpDatabase.Client), item.Target.Options, item.Database);
}
