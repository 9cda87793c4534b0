using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HydraBot.Governance.Audit;

namespace HydraBot.Law.Audit;

/// <summary>Checks an export, a sealed file or a proof without any database, on any machine.</summary>
internal sealed class AuditFile(CheckpointKey key)
{
    /// <summary>Says what it found; 0 where all holds, else 1.</summary>
    public async Task<int> VerifyAsync(string file, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            if (await ProofAsync(file, cancellationToken) is { } proof)
                return await SayAsync(output, proof);
            var signed = new List<AuditCheckpoint>();
            (long, string)? head = null;
            await foreach (var line in LinesAsync(file, cancellationToken))
            {
                if (End(line) is not { } end)
                    continue;
                if (end.Checkpoint is { } text)
                    signed.Add(AuditCheckpoint.TryParse(text) ?? throw new InvalidDataException("one of its checkpoints is not the text of one"));
                if (end is { Sequence: { } sequence, Hash: { } hash })
                    head = (sequence, hash);
            }

            var walk = new AuditWalk(signed, key);
            var found = await AuditChain.VerifyAsync(EntriesAsync(file, walk, cancellationToken), head, walk, cancellationToken);
            if (found.Valid && head is null)
                found = new AuditVerification(false, found.Entries, found.Entries + 1, "The file does not say where the chain ends: its end was cut off.");
            await output.WriteLineAsync(found.Valid
                ? $"The audit chain holds: {found.Entries} entries in {file}, as {found.Checkpoints} signed checkpoints say"
                : $"The audit chain is broken at entry {found.FirstBadSequence}: {found.Problem}");
            foreach (var publicKey in signed.Select(checkpoint => checkpoint.PublicKey).Distinct(StringComparer.Ordinal))
                await output.WriteLineAsync($"signed by {publicKey}; compare it with the key that HydraBot shows and posts");
            return found.Valid ? 0 : 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await output.WriteLineAsync($"{file} cannot be read: {exception.Message}");
            return 1;
        }
    }

    private async Task<int> SayAsync(TextWriter output, MerkleProof proof)
    {
        var problem = proof.Problem(key);
        await output.WriteLineAsync(problem is null
            ? $"Entry {proof.Sequence} is among those that were signed: {proof.Checkpoint}"
            : $"The proof does not hold: {problem}");
        return problem is null ? 0 : 1;
    }

    private static async Task<MerkleProof?> ProofAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        if (stream.Length > 1 << 20 || stream.ReadByte() != '{')
            return null;
        stream.Position = 0;
        try
        {
            return await JsonSerializer.DeserializeAsync(stream, ExportJson.Default.MerkleProof, cancellationToken) is { Body: not null, Path: not null, Checkpoint: not null } proof
                ? proof
                : null;
        }
        catch (JsonException)
        {
            // Not one JSON value: the lines of an export.
            return null;
        }
    }

    private static async IAsyncEnumerable<AuditEntry> EntriesAsync(
        string file, AuditWalk walk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in LinesAsync(file, cancellationToken))
        {
            if (End(line) is null)
                yield return AuditChain.OfBody(line) ?? new AuditEntry(walk.Sequence + 1, line, "", "");
        }
    }

    private static ExportEnd? End(string line)
    {
        if (line.StartsWith("{\"entry\":", StringComparison.Ordinal))
            return null;
        try
        {
            return JsonSerializer.Deserialize(line, ExportJson.Default.ExportEnd) is { } end && (end.Checkpoint is not null || end.Hash is not null) ? end : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async IAsyncEnumerable<string> LinesAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        await using Stream plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new StreamReader(plain);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return line;
    }
}
