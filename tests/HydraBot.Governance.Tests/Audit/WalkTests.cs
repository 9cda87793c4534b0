using HydraBot.Governance.Audit;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests.Audit;

/// <summary>A walk along the chain stops at the first thing that is wrong, and says what and where.</summary>
public class WalkTests
{
    private static readonly PlainSigner Signer = new();
    private readonly List<AuditEntry> _entries = ChainOf.Length(5);

    [Fact]
    public void An_entry_that_is_missing_is_named_by_its_place() => Stops([_entries[0], _entries[2]], 2, 2, AuditFault.Missing, "Entry 2 is missing.");

    [Fact]
    public void An_entry_that_comes_again_is_named_with_where_it_stands() =>
        Stops([_entries[0], _entries[1], _entries[0]], 3, 1, AuditFault.Moved, "Entry 1 stands where 3 belongs.");

    [Fact]
    public void An_entry_that_was_changed_is_named() =>
        Stops([_entries[0], _entries[1] with { Body = _entries[1].Body + " " }], 2, 2, AuditFault.Altered, "Entry 2 was changed: its hash does not fit its content.");

    [Fact]
    public void An_entry_that_points_elsewhere_is_named() =>
        Stops([_entries[0], _entries[1] with { PreviousHash = _entries[3].Hash }], 2, 2, AuditFault.Moved, "Entry 2 does not follow the one before it.");

    [Fact]
    public void An_entry_that_holds_the_content_of_another_place_is_named() => Stops(
        [_entries[0], AuditChain.Seal(3, _entries[0].Hash, AuditChain.Open(_entries[1])) with { Sequence = 2 }], 2, 2, AuditFault.Moved,
        "Entry 2 holds the content of another place in the chain.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_chain_that_is_not_what_was_signed_is_named_by_the_first_signature_over_it(bool onlyTheRoot)
    {
        var honest = ChainOf.Checkpoint(_entries, 3, Signer);
        var (head, root) = onlyTheRoot ? (honest.HeadHash, new string('0', 64)) : (_entries[4].Hash, honest.MerkleRoot);
        AuditCheckpoint[] signed =
        [
            AuditCheckpoint.Sign(3, head, root, new DateTimeOffset(2026, 11, 28, 9, 30, 0, TimeSpan.Zero), Signer),
            AuditCheckpoint.Sign(3, head, root, new DateTimeOffset(2026, 11, 28, 8, 30, 0, TimeSpan.Zero), Signer),
        ];
        Stops(_entries[..3], 3, 1, AuditFault.Rewritten, "Entries 1 to 3 are not those that were signed on 2026-11-28 08:30 UTC: they were rewritten.", signed);
    }

    [Fact]
    public void A_checkpoint_that_was_forged_is_named_before_any_step()
    {
        var walk = new AuditWalk([ChainOf.Checkpoint(_entries, 3, Signer) with { Sequence = 4 }], Signer);
        Assert.Equal("The checkpoint over 4 entries was changed: its signature does not fit.", walk.Found!.Problem);
        Assert.False(walk.Add(_entries[0]));
        Assert.Equal(0, walk.Sequence);
    }

    [Fact]
    public void A_chain_that_ends_early_is_held_against_its_head_and_against_what_was_signed()
    {
        var walk = Walked(_entries[..3]);
        Assert.Equal("The chain ends at entry 3, its head was 5: entries were removed from or added to the end.", walk.End((5, _entries[4].Hash)).Problem);
        var signed = Walked(_entries[..3], ChainOf.Checkpoint(_entries, 4, Signer), ChainOf.Checkpoint(_entries, 5, Signer));
        Assert.Equal("The chain ends at entry 3, but 5 entries were signed on 2026-11-28 07:00 UTC: the end was cut off.", signed.End(null).Problem);
    }

    [Fact]
    public void Entries_of_any_size_are_walked_over()
    {
        var large = ChainOf.Length(3, new string('x', 20_000));
        Assert.True(Walked(large).End((3, large[2].Hash)).Valid);
    }

    [Fact]
    public async Task What_stands_after_the_first_fault_is_not_read()
    {
        var read = 0;
        var entries = _entries[1..].Select(entry =>
        {
            read++;
            return entry;
        });
        await AuditChain.VerifyAsync(entries.ToAsyncEnumerable(), (5, _entries[4].Hash), TestContext.Current.CancellationToken);
        Assert.Equal(1, read);
    }

    private static void Stops(List<AuditEntry> entries, long walked, long bad, AuditFault fault, string problem, params AuditCheckpoint[] signed)
    {
        var walk = new AuditWalk(signed, Signer);
        Assert.All(entries.SkipLast(1), entry => Assert.True(walk.Add(entry)));
        Assert.False(walk.Add(entries[^1]));
        Assert.False(walk.Add(entries[^1]));
        Assert.Equal((walked, (long?)bad, (AuditFault?)fault, problem), (walk.Found!.Entries, walk.Found.FirstBadSequence, walk.Found.Fault, walk.Found.Problem));
        Assert.Same(walk.Found, walk.End(null));
    }

    private static AuditWalk Walked(List<AuditEntry> entries, params AuditCheckpoint[] signed)
    {
        var walk = new AuditWalk(signed, Signer);
        Assert.All(entries, entry => Assert.True(walk.Add(entry)));
        return walk;
    }
}
