using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Audit;

public class MerkleTests
{
    private static readonly PlainSigner Signer = new();

    [Fact]
    public void The_root_of_nothing_is_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new MerkleFrontier().Root());

    [Property]
    public void Grown_one_by_one_the_root_is_the_one_that_the_standard_defines(byte count)
    {
        var leaves = Leaves(1 + (count % 70));
        var tree = new MerkleFrontier();
        foreach (var leaf in leaves)
            tree.Add(leaf);
        Assert.Equal(Convert.ToHexStringLower(Standard(leaves)), tree.Root());
    }

    [Property]
    public void Every_entry_of_every_tree_can_be_proven_and_nothing_else(byte count, byte which)
    {
        var entries = Chain(1 + (count % 40));
        var entry = entries[which % entries.Count];
        var proof = Proof(entries, entry);
        Assert.Null(proof.Problem(Signer));

        Assert.NotNull((proof with { Body = entry.Body.Replace("owner", "guest", StringComparison.Ordinal) }).Problem(Signer));
        Assert.NotNull((proof with { Sequence = entry.Sequence + 1 }).Problem(Signer));
        Assert.NotNull((proof with { Path = [.. proof.Path, new string('0', 64)] }).Problem(Signer));
        if (proof.Path.Count > 0)
        {
            Assert.NotNull((proof with { Path = [.. proof.Path.Skip(1)] }).Problem(Signer));
            Assert.NotNull((proof with { Path = [.. proof.Path.Skip(1), "no hash"] }).Problem(Signer));
        }
    }

    [Fact]
    public void A_proof_whose_checkpoint_is_forged_does_not_hold()
    {
        var entries = Chain(9);
        var proof = Proof(entries, entries[4]);
        var checkpoint = AuditCheckpoint.TryParse(proof.Checkpoint)!;
        Assert.Contains("signature", (proof with { Checkpoint = (checkpoint with { Sequence = 8 }).Text }).Problem(Signer), StringComparison.Ordinal);
        Assert.Contains("checkpoint", (proof with { Checkpoint = "something else" }).Problem(Signer), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_a_proof_is_told()
    {
        var entries = Chain(9);
        var proof = Proof(entries, entries[4]);
        Assert.Equal("Entry 0 is not among the 9 that the checkpoint speaks of.", (proof with { Sequence = 0 }).Problem(Signer));
        Assert.Equal("Entry 10 is not among the 9 that the checkpoint speaks of.", (proof with { Sequence = 10 }).Problem(Signer));
        Assert.Equal("The entry does not say that it is entry 6.", (proof with { Sequence = 6 }).Problem(Signer));
        foreach (var path in new IReadOnlyList<string>[] { [], [.. proof.Path.Skip(1)], [.. proof.Path.Skip(1).Prepend(new string('x', 64))], [.. proof.Path.Skip(1).Prepend(new string('0', 63) + "x")], [.. proof.Path.Skip(1).Prepend(new string('0', 62))] })
            Assert.Equal("Entry 5 is not the one that was signed.", (proof with { Path = path }).Problem(Signer));
    }

    [Theory]
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    [InlineData(null, "z", null)]
    [InlineData(null, "A", null)]
    [InlineData(null, "", null)]
    [InlineData(null, null, "253402300800")]
    public void Text_that_only_looks_like_a_checkpoint_is_none(string? sequence, string? first, string? at)
    {
        var parts = Checkpoint(Chain(3)).Text.Split(':');
        Assert.NotNull(AuditCheckpoint.TryParse(string.Join(':', parts)));
        parts[1] = sequence ?? parts[1];
        parts[2] = first is null ? parts[2] : first + parts[2][1..];
        parts[4] = at ?? parts[4];
        Assert.Null(AuditCheckpoint.TryParse(string.Join(':', parts)));
    }

    [Theory]
    [InlineData("```\n{0}\n```")]
    [InlineData("  {0}  ")]
    [InlineData("{0}\r\n")]
    public void A_checkpoint_that_was_copied_from_a_message_reads_as_it_was_signed(string around)
    {
        var signed = Checkpoint(Chain(3));
        var read = AuditCheckpoint.TryParse(string.Format(CultureInfo.InvariantCulture, around, signed.Text));
        Assert.Equal(signed, read);
        Assert.True(read!.IsSigned(Signer));
    }

    [Property]
    public void No_changed_character_of_a_checkpoint_is_taken_for_the_signed_one(ushort place, char other)
    {
        var text = Checkpoint(Chain(3)).Text;
        var at = place % text.Length;
        var changed = string.Concat(text.AsSpan(0, at), other.ToString(), text.AsSpan(at + 1));
        if (changed == text || char.IsWhiteSpace(other) || other == '`')
            return;
        Assert.False(AuditCheckpoint.TryParse(changed)?.IsSigned(Signer) ?? false);
    }

    private static MerkleProof Proof(List<AuditEntry> entries, AuditEntry entry) => new(
        entry.Body, entry.Sequence, MerkleProof.PathOf([.. entries.Select(AuditChain.Leaf)], entry.Sequence), Checkpoint(entries).Text);

    private static AuditCheckpoint Checkpoint(List<AuditEntry> entries) => ChainOf.Checkpoint(entries, entries.Count, Signer);

    private static List<AuditEntry> Chain(int length) => ChainOf.Length(length);

    private static List<byte[]> Leaves(int count) => [.. Enumerable.Range(0, count).Select(n => SHA256.HashData(Encoding.ASCII.GetBytes($"{n}")))];

    // RFC 9162, section 2.1.1, as it is written there.
    private static byte[] Standard(List<byte[]> leaves)
    {
        if (leaves.Count == 1)
            return SHA256.HashData([0, .. leaves[0]]);
        var k = 1;
        while (k * 2 < leaves.Count)
            k *= 2;
        return SHA256.HashData([1, .. Standard(leaves[..k]), .. Standard(leaves[k..])]);
    }

    [Fact]
    public void A_path_that_ends_below_the_root_proves_nothing_even_where_that_root_was_signed()
    {
        var entries = Chain(2);
        var proof = Proof(entries, entries[0]);
        var small = AuditCheckpoint.TryParse(proof.Checkpoint)!;
        var lie = AuditCheckpoint.Sign(4, small.HeadHash, small.MerkleRoot, small.At, Signer);
        Assert.Null(proof.Problem(Signer));
        Assert.Equal("Entry 1 is not the one that was signed.", (proof with { Checkpoint = lie.Text }).Problem(Signer));
    }
}
