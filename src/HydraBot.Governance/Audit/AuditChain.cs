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

    /// <summary>Walks the entries in stored order and names the first that does not hold.</summary>
    /// <param name="entries">All of them, by sequence.</param>
    /// <param name="head">The newest entry's sequence and hash, kept apart from the entries so that a cut tail is found.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public static async Task<AuditVerification> VerifyAsync(
        IAsyncEnumerable<AuditEntry> entries, (long Sequence, string Hash) head, CancellationToken cancellationToken)
    {
        var (sequence, hash) = (0L, Genesis);
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (Problem(entry, sequence + 1, hash) is { } problem)
                return new AuditVerification(false, sequence + 1, Math.Min(entry.Sequence, sequence + 1), problem);
            (sequence, hash) = (entry.Sequence, entry.Hash);
        }

        if (sequence != head.Sequence)
        {
            return new AuditVerification(false, sequence, Math.Min(sequence, head.Sequence) + 1,
                $"The chain ends at entry {sequence}, its head was {head.Sequence}: entries were removed from or added to the end.");
        }

        return string.Equals(hash, head.Hash, StringComparison.Ordinal)
            ? new AuditVerification(true, sequence, null, null)
            : new AuditVerification(
                false, sequence, sequence, $"Entry {sequence} is not the one that the head names: the end was rewritten.");
    }

    private static string? Problem(AuditEntry entry, long expected, string previousHash)
    {
        if (entry.Sequence > expected)
            return $"Entry {expected} is missing.";
        if (entry.Sequence < expected)
            return $"Entry {entry.Sequence} stands where {expected} belongs.";
        if (!string.Equals(entry.Hash, Hash(entry.Body), StringComparison.Ordinal))
            return $"Entry {entry.Sequence} was changed: its hash does not fit its content.";
        if (!string.Equals(entry.PreviousHash, previousHash, StringComparison.Ordinal))
            return $"Entry {entry.Sequence} does not follow the one before it.";
        return Claims(entry, previousHash) ? null : $"Entry {entry.Sequence} holds the content of another place in the chain.";
    }

    /// <summary>The body repeats sequence and previous hash, so that the columns beside it cannot be swapped.</summary>
    private static bool Claims(AuditEntry entry, string previousHash)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Body, AuditJson.Default.AuditLink) is { } link
                && link.Sequence == entry.Sequence
                && string.Equals(link.PreviousHash, previousHash, StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
