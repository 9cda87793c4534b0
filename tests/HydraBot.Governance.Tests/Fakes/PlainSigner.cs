using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Governance.Audit;

namespace HydraBot.Governance.Tests.Fakes;

/// <summary>Signs with a keyed hash: whoever knows the key's name can sign, which is enough where the signature itself is not the matter.</summary>
internal sealed class PlainSigner(string name = "house") : ICheckpointSigner
{
    public string PublicKey => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(name));

    public byte[] Sign(ReadOnlySpan<byte> text) => HMACSHA256.HashData(Encoding.ASCII.GetBytes(PublicKey), text);

    public bool Verify(string publicKey, ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.ASCII.GetBytes(publicKey), text), signature);
}

/// <summary>Chains as the house writes them.</summary>
internal static class ChainOf
{
    public static List<AuditEntry> Length(int length, string result = "done")
    {
        var entries = new List<AuditEntry>();
        for (var sequence = 1; sequence <= length; sequence++)
            entries.Add(AuditChain.Seal(sequence, entries is [.., var last] ? last.Hash : AuditChain.Genesis, Draft(sequence, result)));
        return entries;
    }

    public static AuditCheckpoint Checkpoint(List<AuditEntry> entries, int count, ICheckpointSigner signer)
    {
        var tree = new MerkleFrontier();
        foreach (var entry in entries.Take(count))
            tree.Add(AuditChain.Leaf(entry));
        return AuditCheckpoint.Sign(count, entries[count - 1].Hash, tree.Root(), new DateTimeOffset(2026, 11, 28, 7, 0, count % 60, TimeSpan.Zero), signer);
    }

    private static AuditDraft Draft(int number, string result) => new()
    {
        Kind = AuditKind.Outcome,
        At = new DateTimeOffset(2026, 11, 28, 7, 0, 0, TimeSpan.Zero).AddSeconds(number),
        Law = new string('a', 64),
        CorrelationId = $"c{number}",
        Caller = Road.Owner,
        Operation = "room.change",
        Result = result,
    };
}
