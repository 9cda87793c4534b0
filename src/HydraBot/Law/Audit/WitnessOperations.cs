using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Law.Stored;

namespace HydraBot.Law.Audit;

/// <summary>What shows that the record is the one that was signed.</summary>
internal sealed class WitnessOperations(
    CheckpointWriter writer, AuditLog audit, AuditProof proofs, AuditSealer sealer, CheckpointKey key, IEnumerable<INoticeBoard> boards)
{
    [Operation("audit.checkpoint", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 120)]
    [Description("Signs the audit chain as it stands, posts it, and shows the public key")]
    public async Task<OperationResult<CheckpointView>> SignAsync(Clearance clearance, CancellationToken cancellationToken = default)
    {
        var (checkpoint, isNew, fault) = await writer.SignAsync(cancellationToken);
        if (fault is not null)
            throw new OperationException($"The chain does not hold and was not signed: {fault.Problem}");
        if (checkpoint is null)
            throw new OperationException($"Nothing could be signed for {clearance.Caller.Name}: the chain is empty.");
        var card = AuditCards.Checkpoint(checkpoint) with { Fields = [new CardField("Public key", $"`{checkpoint.PublicKey}`")] };
        if (isNew)
        {
            foreach (var board in boards)
                await board.PostAsync(NoticeTopic.Audit, card, cancellationToken);
        }

        return OperationResult.Of(CheckpointView.Of(checkpoint), card);
    }

    [Operation("audit.compare", Access = AccessLevel.Viewer, Effect = OperationEffect.Read, TimeLimitSeconds = 300)]
    [Description("Says whether the audit chain is still what a checkpoint that was posted on Discord says")]
    public async Task<OperationResult<AuditVerification>> CompareAsync(
        [Description("The checkpoint, as it was posted")][MaxLength(1000)] string checkpoint, CancellationToken cancellationToken = default)
    {
        var posted = AuditCheckpoint.TryParse(checkpoint)
            ?? throw OperationException.WrongArgument("This is no checkpoint; one is a word that begins with hydrabot-audit-1: and was posted in the audit channel.");
        if (!posted.IsSigned(key))
            throw new OperationException("The signature of this checkpoint does not fit what it says: it is not as it was posted.");
        var found = await audit.VerifyAsync(posted, cancellationToken);
        var card = AuditCards.Verification(found);
        return OperationResult.Of(found, key.IsOurs(posted.PublicKey)
            ? card
            : card with { Footer = "It is signed by a key that is not this house's; who holds that key is not known." });
    }

    [Operation("audit.prove", Access = AccessLevel.Operator, Effect = OperationEffect.Read, TimeLimitSeconds = 300)]
    [Description("Proves that one audit entry is among those that were signed; the proof is checked without this house")]
    public async Task<OperationResult<MerkleProof>> ProveAsync(
        [Description("The number of the entry")][Range(1, long.MaxValue)] long sequence, CancellationToken cancellationToken = default)
    {
        var proof = await proofs.MakeAsync(sequence, cancellationToken);
        return OperationResult.Of(proof, new Card
        {
            Title = $"Entry {sequence} is in the signed chain",
            Severity = CardSeverity.Good,
            Text = "`HydraBot audit verify FILE` checks the attached proof anywhere, without the database.",
            Fields = [new CardField("Checkpoint", $"`{proof.Checkpoint}`")],
            Files = [new CardFile($"audit-{sequence}.json", "application/json", JsonSerializer.SerializeToUtf8Bytes(proof, ExportJson.Default.MerkleProof))],
        });
    }

    [Operation("audit.seal", Access = AccessLevel.Owner, Effect = OperationEffect.Change, TimeLimitSeconds = 3600,
        Rollback = "The sealed file holds every entry; verification, export and search go on over it.")]
    [Description("Moves audit entries that were signed before a time into a sealed file, out of the database")]
    public async Task<OperationResult<SealedView>> SealAsync(
        [Description("A time such as 2026-08-01")] string before, Clearance clearance, CancellationToken cancellationToken = default)
    {
        if (!DateTimeOffset.TryParse(before, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
            throw OperationException.WrongArgument($"'before' is a time such as 2026-08-01, not '{before}'.");
        var segment = await sealer.SealAsync(moment, cancellationToken);
        var view = new SealedView(segment?.First, segment?.Last, segment?.File);
        return OperationResult.Of(view, segment is null
            ? new Card { Title = "Nothing to seal", Text = $"No checkpoint was signed before {moment:yyyy-MM-dd HH:mm} UTC over entries that are not sealed yet." }
            : new Card
            {
                Title = $"Entries {segment.First} to {segment.Last} are sealed",
                Severity = CardSeverity.Good,
                Text = $"They are in `{segment.File}` in the folder of the record. Keep it: the chain is walked over it.",
                Footer = $"For {clearance.Caller.Name}",
            });
    }
}

/// <summary>A checkpoint, with the word that is posted.</summary>
internal sealed record CheckpointView(long Sequence, string HeadHash, string MerkleRoot, DateTimeOffset At, string PublicKey, string Text)
{
    public static CheckpointView Of(AuditCheckpoint checkpoint) => new(
        checkpoint.Sequence, checkpoint.HeadHash, checkpoint.MerkleRoot, checkpoint.At, checkpoint.PublicKey, checkpoint.Text);
}

/// <summary>What was sealed; nothing where there was nothing to seal.</summary>
internal sealed record SealedView(long? First, long? Last, string? File);
