using System.IO.Compression;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Backups.Kinds;

/// <summary>An exported graph: a head with its counts, schema, nodes, relationships, and an end mark, a JSON object a line.</summary>
/// <param name="Nodes">How many there are.</param>
/// <param name="Relationships">How many there are.</param>
internal sealed record GraphExport(long Nodes, long Relationships)
{
    /// <summary>Reads one to its end.</summary>
    /// <param name="file">Packed.</param>
    /// <param name="take">Told of each schema statement, node and relationship; null to look only.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationException">It is not whole.</exception>
    public static async Task<GraphExport> ReadAsync(string file, Func<string, JsonElement, CancellationToken, Task>? take, CancellationToken cancellationToken)
    {
        var (nodes, relationships, ended) = (0L, 0L, false);
        GraphExport? head = null;
        try
        {
            await using var input = File.OpenRead(file);
            await using var unpacked = new GZipStream(input, CompressionMode.Decompress);
            using var reader = new StreamReader(unpacked);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                var member = JsonElement.Parse(line).Members.First();
                ended = member.Name == "end";
                if (member.Name == "head")
                    head = new GraphExport(member.Value.Number("nodes") ?? -1, member.Value.Number("relationships") ?? -1);
                nodes += member.Name == "node" ? 1 : 0;
                relationships += member.Name == "relationship" ? 1 : 0;
                if (take is not null && member.Name is "schema" or "node" or "relationship")
                    await take!(member.Name, member.Value, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or InvalidOperationException)
        {
            throw new OperationException($"{Path.GetFileName(file)} cannot be read to its end: {exception.Message}", exception);
        }

        return ended && head == new GraphExport(nodes, relationships) ? head : throw new OperationException($"{Path.GetFileName(file)} is not whole: {nodes} nodes and {relationships} relationships{(ended ? "" : ", and no end mark")}.");
    }
}
