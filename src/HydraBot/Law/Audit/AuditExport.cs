using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Governance.Audit;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Law.Audit;

/// <summary>The chain as JSON lines: each entry's canonical text, whose SHA-256 is its hash, then what was signed, then where it ends.</summary>
internal sealed class AuditExport(Database database, AuditLog audit, CheckpointStore checkpoints)
{
    /// <summary>Streams the lines of one moment.</summary>
    public async IAsyncEnumerable<string> LinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Pages rather than one long query: what is added meanwhile comes along, and the end is where the last line says.
        var (sequence, hash) = (0L, AuditChain.Genesis);
        await foreach (var entry in audit.ReadAsync(0, int.MaxValue, cancellationToken))
        {
            yield return entry.Body;
            (sequence, hash) = (entry.Sequence, entry.Hash);
        }

        var lines = await checkpoints.LinesAsync(cancellationToken);
        var (signed, _) = await database.ReadAsync(async session => await checkpoints.AllAsync(session, lines), cancellationToken);
        foreach (var checkpoint in signed.Where(checkpoint => checkpoint.Sequence <= sequence))
            yield return JsonSerializer.Serialize(new ExportEnd { Checkpoint = checkpoint.Text }, ExportJson.Default.ExportEnd);
        yield return JsonSerializer.Serialize(new ExportEnd { Sequence = sequence, Hash = hash }, ExportJson.Default.ExportEnd);
    }

    /// <summary>Writes the lines to a file, packed where its name ends in <c>.gz</c>.</summary>
    public async Task<long> WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(target, leaveOpen: true) { NewLine = "\n" };
        var lines = 0L;
        await foreach (var line in LinesAsync(cancellationToken))
        {
            await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
            lines++;
        }

        return lines;
    }
}

/// <summary>The lines after the entries: a checkpoint each, then the head.</summary>
internal sealed record ExportEnd
{
    public string? Checkpoint { get; init; }

    public long? Sequence { get; init; }

    public string? Hash { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExportEnd))]
[JsonSerializable(typeof(MerkleProof))]
internal sealed partial class ExportJson : JsonSerializerContext;
