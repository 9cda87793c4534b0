using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HydraBot.Governance.Audit;

/// <summary>
/// Links entries by hash: each holds the hash of the one before, so a change, a removal or a swap breaks every link after it.
/// </summary>
public static class AuditChain
{
    /// <summary>The hash before the first entry.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>Makes the entry that follows <paramref name="previousHash"/>.</summary>
    public static AuditEntry Seal(long sequence, string previousHash, AuditDraft draft)
    {
        var link = new AuditLink(sequence, previousHash, draft);
        var body = CanonicalJson.Write(JsonSerializer.SerializeToElement(link, AuditJson.Default.AuditLink));
        return new AuditEntry(sequence, body, previousHash, Hash(body));
    }

    /// <summary>Reads back what was sealed.</summary>
    /// <exception cref="JsonException">The body is not what <see cref="Seal"/> writes.</exception>
    public static AuditDraft Open(AuditEntry entry) =>
        JsonSerializer.Deserialize(entry.Body, AuditJson.Default.AuditLink)!.Entry;

    /// <summary>Reads an entry back from its body alone, as an export or a sealed file holds it; its hash is that of the text.</summary>
    /// <returns>Null where the body does not say its place in the chain.</returns>
    public static AuditEntry? OfBody(string body)
    {
        try
        {
            using var link = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 128 });
            return link.RootElement.TryGetProperty("sequence", out var sequence) && sequence.TryGetInt64(out var number)
                && link.RootElement.TryGetProperty("previousHash", out var previous) && previous.GetString() is { } hash
                    ? new AuditEntry(number, body, hash, Hash(body))
                    : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Walks the entries in stored order and names the first that does not hold.</summary>
    /// <param name="entries">All of them, by sequence.</param>
    /// <param name="head">The newest entry's sequence and hash, kept apart from the entries so that a cut tail is found.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static Task<AuditVerification> VerifyAsync(
        IAsyncEnumerable<AuditEntry> entries, (long Sequence, string Hash) head, CancellationToken cancellationToken) =>
        VerifyAsync(entries, head, new AuditWalk([], null), cancellationToken);

    /// <summary>The same with a walk that knows what was signed.</summary>
    public static async Task<AuditVerification> VerifyAsync(
        IAsyncEnumerable<AuditEntry> entries, (long Sequence, string Hash)? head, AuditWalk walk, CancellationToken cancellationToken)
    {
        if (walk.Found is { } before)
            return before;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (!walk.Add(entry))
                break;
        }

        return walk.End(head);
    }

    /// <summary>The body repeats sequence and previous hash at its end, as canonical JSON orders them, so that the columns beside it cannot be swapped.</summary>
    internal static bool Claims(string body, long sequence, string previousHash) => body.EndsWith(
        string.Create(CultureInfo.InvariantCulture, $",\"previousHash\":\"{previousHash}\",\"sequence\":{sequence}}}"), StringComparison.Ordinal);

    /// <summary>What an entry is in the Merkle tree: the 32 bytes of its hash.</summary>
    public static byte[] Leaf(AuditEntry entry) => HashOf(entry.Body);

    /// <summary>Which place a body says that it has; 0 where it says none.</summary>
    internal static long PlaceOf(string body) => OfBody(body)?.Sequence ?? 0;

    /// <summary>The 32 bytes of a body's hash.</summary>
    internal static byte[] HashOf(string body) => SHA256.HashData(Encoding.UTF8.GetBytes(body));

    private static string Hash(string body) => Convert.ToHexStringLower(HashOf(body));
}
