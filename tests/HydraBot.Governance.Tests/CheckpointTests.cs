using HydraBot.Governance.Audit;
using HydraBot.Governance.Tests.Fakes;
using Xunit;

namespace HydraBot.Governance.Tests;

/// <summary>What a chain that fits in itself cannot hide: that it is not the one that was signed.</summary>
public class CheckpointTests
{
    private static readonly PlainSigner Signer = new();

    [Fact]
    public async Task A_chain_that_is_what_was_signed_holds_and_says_with_how_many_it_was_compared()
    {
        var entries = ChainOf.Length(30);
        var found = await VerifyAsync(entries, At(entries, 10), At(entries, 20), At(entries, 30));
        Assert.Equal((true, 30L, 3), (found.Valid, found.Entries, found.Checkpoints));
    }

    [Fact]
    public async Task A_chain_that_was_rewritten_whole_is_found_between_the_two_checkpoints_around_the_change()
    {
        var entries = ChainOf.Length(30);
        AuditCheckpoint[] signed = [At(entries, 10), At(entries, 20), At(entries, 30)];
        var rewritten = entries[..13];
        foreach (var entry in entries[13..])
        {
            var draft = AuditChain.Open(entry) with { Result = entry.Sequence == 14 ? "never happened" : "done" };
            rewritten.Add(AuditChain.Seal(entry.Sequence, rewritten[^1].Hash, draft));
        }

        Assert.True((await VerifyAsync(rewritten)).Valid);
        var found = await VerifyAsync(rewritten, signed);
        Assert.Equal((false, (long?)11, (AuditFault?)AuditFault.Rewritten), (found.Valid, found.FirstBadSequence, found.Fault));
        Assert.Contains("Entries 11 to 20", found.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_that_was_cut_off_with_its_head_is_found()
    {
        var entries = ChainOf.Length(30);
        var found = await VerifyAsync(entries[..25], At(entries, 20), At(entries, 30));
        Assert.Equal((false, (long?)26, (AuditFault?)AuditFault.Truncated), (found.Valid, found.FirstBadSequence, found.Fault));
    }

    [Fact]
    public async Task A_checkpoint_that_was_changed_is_found_as_such()
    {
        var entries = ChainOf.Length(30);
        var found = await VerifyAsync(entries, At(entries, 10), At(entries, 20) with { HeadHash = entries[18].Hash });
        Assert.Equal((false, (AuditFault?)AuditFault.Checkpoint), (found.Valid, found.Fault));
    }

    [Fact]
    public async Task A_chain_is_never_taken_for_signed_where_nobody_can_check_the_signature()
    {
        var entries = ChainOf.Length(3);
        var found = await AuditChain.VerifyAsync(
            entries.ToAsyncEnumerable(), (3, entries[^1].Hash), new AuditWalk([At(entries, 3)], null), TestContext.Current.CancellationToken);
        Assert.Equal(AuditFault.Checkpoint, found.Fault);
    }

    private static AuditCheckpoint At(List<AuditEntry> entries, int count) => ChainOf.Checkpoint(entries, count, Signer);

    private static Task<AuditVerification> VerifyAsync(List<AuditEntry> entries, params AuditCheckpoint[] signed) => AuditChain.VerifyAsync(
        entries.ToAsyncEnumerable(), (entries[^1].Sequence, entries[^1].Hash), new AuditWalk(signed, Signer), TestContext.Current.CancellationToken);
}
