using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HydraBot.Governance.Audit;

/// <summary>A walk along the chain from its first entry, one entry at a time: what was wrong first is what it says.</summary>
/// <remarks>Memory does not grow with the chain. Not for several threads.</remarks>
public sealed class AuditWalk
{
    private readonly MerkleFrontier _tree = new();
    private readonly AuditCheckpoint[] _checkpoints;
    private byte[] _buffer = new byte[4096];
    private int _next;
    private long _agreed;

    /// <summary>Prepares a walk.</summary>
    /// <param name="checkpoints">What was signed, in any order.</param>
    /// <param name="signer">Checks their signatures; needed where there are any.</param>
    public AuditWalk(IEnumerable<AuditCheckpoint> checkpoints, ICheckpointSigner? signer)
    {
        _checkpoints = [.. checkpoints.OrderBy(checkpoint => checkpoint.Sequence).ThenBy(checkpoint => checkpoint.At)];
        if (_checkpoints.FirstOrDefault(checkpoint => signer is null || !checkpoint.IsSigned(signer)) is { } forged)
        {
            Found = AuditVerification.Broken(0, forged.Sequence, AuditFault.Checkpoint,
                $"The checkpoint over {forged.Sequence} entries was changed: its signature does not fit.");
        }
    }

    /// <summary>The last entry that was walked over; 0 before the first.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its hash.</summary>
    public string Hash { get; private set; } = AuditChain.Genesis;

    /// <summary>The Merkle root over all entries that were walked over.</summary>
    public string Root => _tree.Root();

    /// <summary>What is wrong, as soon as something is.</summary>
    public AuditVerification? Found { get; private set; }

    /// <summary>Takes the next entry.</summary>
    /// <returns>Whether the walk goes on.</returns>
    public bool Add(AuditEntry entry)
    {
        if (Found is not null)
            return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (Problem(entry, hash) is { } problem)
        {
            Found = AuditVerification.Broken(Sequence + 1, Math.Min(entry.Sequence, Sequence + 1), problem.Fault, problem.Text);
            return false;
        }

        (Sequence, Hash) = (entry.Sequence, entry.Hash);
        _tree.Add(hash);
        for (; _next < _checkpoints.Length && _checkpoints[_next].Sequence == Sequence; _next++)
        {
            if (!Agrees(_checkpoints[_next]))
                return false;
        }

        return true;
    }

    /// <summary>Ends the walk.</summary>
    /// <param name="head">Where the chain ends, as it is kept apart from it; null where only its content is there.</param>
    public AuditVerification End((long Sequence, string Hash)? head)
    {
        if (Found is not null)
            return Found;
        if (head is { } end && Sequence != end.Sequence)
        {
            return Found = AuditVerification.Broken(Sequence, Math.Min(Sequence, end.Sequence) + 1, AuditFault.Truncated,
                $"The chain ends at entry {Sequence}, its head was {end.Sequence}: entries were removed from or added to the end.");
        }

        if (head is { } last && !string.Equals(Hash, last.Hash, StringComparison.Ordinal))
        {
            return Found = AuditVerification.Broken(Sequence, Sequence, AuditFault.Rewritten,
                $"Entry {Sequence} is not the one that the head names: the end was rewritten.");
        }

        return Found = _next < _checkpoints.Length
            ? AuditVerification.Broken(Sequence, Sequence + 1, AuditFault.Truncated,
                $"The chain ends at entry {Sequence}, but {_checkpoints[^1].Sequence} entries were signed on {Day(_checkpoints[^1])}: the end was cut off.")
            : new AuditVerification(true, Sequence, null, null) { Checkpoints = _checkpoints.Length };
    }

    private bool Agrees(AuditCheckpoint checkpoint)
    {
        if (checkpoint.HeadHash == Hash && checkpoint.MerkleRoot == Root)
        {
            _agreed = Sequence;
            return true;
        }

        Found = AuditVerification.Broken(Sequence, _agreed + 1, AuditFault.Rewritten,
            $"Entries {_agreed + 1} to {Sequence} are not those that were signed on {Day(checkpoint)}: they were rewritten.");
        return false;
    }

    private static string Day(AuditCheckpoint checkpoint) => checkpoint.At.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private (AuditFault Fault, string Text)? Problem(AuditEntry entry, Span<byte> hash)
    {
        var expected = Sequence + 1;
        if (entry.Sequence > expected)
            return (AuditFault.Missing, $"Entry {expected} is missing.");
        if (entry.Sequence < expected)
            return (AuditFault.Moved, $"Entry {entry.Sequence} stands where {expected} belongs.");
        if (!Fits(entry, hash))
            return (AuditFault.Altered, $"Entry {entry.Sequence} was changed: its hash does not fit its content.");
        if (!string.Equals(entry.PreviousHash, Hash, StringComparison.Ordinal))
            return (AuditFault.Moved, $"Entry {entry.Sequence} does not follow the one before it.");
        return AuditChain.Claims(entry.Body, entry.Sequence, Hash)
            ? null
            : (AuditFault.Moved, $"Entry {entry.Sequence} holds the content of another place in the chain.");
    }

    private bool Fits(AuditEntry entry, Span<byte> hash)
    {
        var most = Encoding.UTF8.GetMaxByteCount(entry.Body.Length);
        // Stryker disable once equality : a new buffer of the same size would do as well.
        if (_buffer.Length < most)
            _buffer = new byte[most];
        // As UTF-8 writes it: half a surrogate pair becomes the sign for it, as it did when the entry was sealed.
        var length = Encoding.UTF8.GetBytes(entry.Body, _buffer);
        SHA256.HashData(_buffer.AsSpan(0, length), hash);
        Span<char> text = stackalloc char[2 * SHA256.HashSizeInBytes];
        return Convert.TryToHexStringLower(hash, text, out _) && text.SequenceEqual(entry.Hash);
    }
}
