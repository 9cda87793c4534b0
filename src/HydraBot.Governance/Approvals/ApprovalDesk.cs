using System.Text.Json;
using System.Threading.Channels;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>Opens approvals, counts hands, and lets them lapse. A decision is made once: by compare-and-set in the store.</summary>
public sealed class ApprovalDesk(IApprovalStore store, AuditScribe scribe, TimeProvider time, Delegation? delegation = null)
{
    // Unbounded on purpose: each entry is a stored approval, and a dropped one would be a decision that nobody acts on.
    private readonly Channel<Approval> _changes = Channel.CreateUnbounded<Approval>();

    /// <summary>Approvals opened and decided, in order; one reader acts on them.</summary>
    public ChannelReader<Approval> Changes => _changes.Reader;

    /// <summary>A member's hand. Only people count, only with enough access, and the asker only where the law says so.</summary>
    public async Task<VoteResult> VoteAsync(Guid approvalId, Caller voter, bool agrees, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(approvalId, cancellationToken) is not { } approval)
            return new VoteResult(VoteOutcome.Unknown, "There is no such approval.", null);
        if (approval.State == ApprovalState.Pending && time.GetUtcNow() >= approval.ExpiresAt)
            approval = await DecideAsync(approval, ApprovalState.Expired, null, cancellationToken);
        if (approval.State != ApprovalState.Pending)
            return TooLate(approval);

        var vote = new ApprovalVote(voter, agrees, time.GetUtcNow());
        return ApprovalCount.Take(approval, vote, delegation) switch
        {
            { Objection: { } objection } => await TurnDownAsync(approval, vote, objection, cancellationToken),
            { State: { } state } => Decided(await DecideAsync(approval, state, vote, cancellationToken), vote),
            _ => await CountAsync(approval, vote, cancellationToken),
        };
    }

    /// <summary>Lets every pending approval lapse whose time is up.</summary>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var approval in await store.ListAsync(ApprovalState.Pending, int.MaxValue, cancellationToken))
        {
            if (now >= approval.ExpiresAt)
                await DecideAsync(approval, ApprovalState.Expired, null, cancellationToken);
        }
    }

    /// <summary>Takes back what somebody asked for, whatever way they asked.</summary>
    /// <param name="approvalId">Which one.</param>
    /// <param name="asker">Who takes it back; only the one who asked may.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<VoteResult> WithdrawAsync(Guid approvalId, Caller asker, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(approvalId, cancellationToken) is not { } approval)
            return new VoteResult(VoteOutcome.Unknown, "There is no such approval.", null);
        if (!IsAsker(approval.Request.Caller, asker))
            return new VoteResult(VoteOutcome.NotAllowed, "Only the one who asked takes it back; others refuse it on Discord.", approval);
        if (approval.State != ApprovalState.Pending)
            return TooLate(approval);
        var vote = new ApprovalVote(asker, false, time.GetUtcNow());
        return Decided(await DecideAsync(approval, ApprovalState.Withdrawn, vote, cancellationToken), vote);
    }

    /// <summary>Why what was approved is not any more, since people lost their access; null where it is.</summary>
    internal string? Lost(Approval approval, IReadOnlyList<ApprovalVote> now) => ApprovalCount.Enough(approval, now, delegation)
        ? null
        : $"Of those who agreed, too few still have the access that this needs ({approval.Terms.Count} of {approval.Terms.Approver}).";

    private static bool IsAsker(Caller asked, Caller asker) =>
        string.Equals(asked.Id, asker.Id, StringComparison.Ordinal) && (asked.Kind == CallerKind.Key) == (asker.Kind == CallerKind.Key);

    internal ValueTask<Approval?> FindAsync(Guid approvalId, CancellationToken cancellationToken) =>
        store.FindAsync(approvalId, cancellationToken);

    internal async Task<Approval> OpenAsync(
        OperationRequest request, Operation operation, Rules.RuleAnswer.Ask ask, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var approval = new Approval
        {
            Id = Guid.CreateVersion7(now),
            Request = request,
            Digest = RequestDigest.Of(request),
            Terms = ask.Terms,
            Articles = ask.Articles,
            Reasons = ask.Reasons,
            CreatedAt = now,
            ExpiresAt = now + ask.Terms.ExpiresAfter,
            State = ApprovalState.Pending,
        };
        var entry = scribe.About(request, operation, AuditKind.ApprovalAsked, "waiting") with
        {
            ApprovalId = approval.Id,
            Articles = ask.Articles,
            Reasons = ask.Reasons,
        };
        await store.OpenAsync(approval, entry, cancellationToken);
        _changes.Writer.TryWrite(approval);
        return approval;
    }

    private async Task<Approval> DecideAsync(
        Approval approval, ApprovalState state, ApprovalVote? vote, CancellationToken cancellationToken)
    {
        var entry = scribe.About(approval, AuditKind.ApprovalDecided, vote?.Voter, state.ToString().ToLowerInvariant());
        JsonElement? masked = state == ApprovalState.Approved ? null : scribe.Mask(approval.Request.Arguments);
        var mine = await store.DecideAsync(approval.Id, state, time.GetUtcNow(), vote, entry, masked, cancellationToken);
        var now = await store.FindAsync(approval.Id, cancellationToken)
            ?? throw new InvalidOperationException($"Approval {approval.Id} vanished from the store.");
        if (mine)
            _changes.Writer.TryWrite(now);
        return now;
    }

    private async Task<VoteResult> TurnDownAsync(
        Approval approval, ApprovalVote vote, string objection, CancellationToken cancellationToken)
    {
        // A refused hand changes nothing, so it is told to the chain by itself.
        var entry = scribe.About(approval, AuditKind.ApprovalVote, vote.Voter, "not counted") with { Reasons = [objection] };
        await store.NoteAsync(entry, cancellationToken);
        return new VoteResult(VoteOutcome.NotAllowed, objection, approval);
    }

    /// <summary>One more who agrees, where more are needed; whoever refuses has decided.</summary>
    private async Task<VoteResult> CountAsync(Approval approval, ApprovalVote vote, CancellationToken cancellationToken)
    {
        var entry = scribe.About(approval, AuditKind.ApprovalVote, vote.Voter, "agrees");
        await store.VoteAsync(approval.Id, vote, entry, cancellationToken);
        var now = await store.FindAsync(approval.Id, cancellationToken) ?? approval;
        if (now.State != ApprovalState.Pending)
            return TooLate(now);
        // Two last votes at the same moment each saw the other missing: whoever now sees enough decides.
        return ApprovalCount.Enough(now)
            ? Decided(await DecideAsync(now, ApprovalState.Approved, null, cancellationToken), vote)
            : new VoteResult(VoteOutcome.Counted, $"Counted: {now.Votes.Count} of {now.Terms.Count}.", now);
    }

    private static VoteResult Decided(Approval approval, ApprovalVote vote) =>
        (approval.State is ApprovalState.Approved) == vote.Agrees
            ? new VoteResult(VoteOutcome.Decided, $"{approval.State}.", approval)
            : TooLate(approval);

    private static VoteResult TooLate(Approval approval) =>
        new(VoteOutcome.TooLate, $"This was already {approval.State.ToString().ToLowerInvariant()}.", approval);
}
