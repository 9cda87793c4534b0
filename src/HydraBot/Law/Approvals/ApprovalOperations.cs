using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Approvals;

/// <summary>What people are asked about.</summary>
internal sealed class ApprovalOperations(IApprovalStore approvals, ApprovalDesk desk, AuditScribe scribe)
{
    /// <summary>A card takes 25 fields; this many fit on a phone's screen without getting lost.</summary>
    private const int Shown = 10;

    [Operation("approval.list", Toolset = "constitution", Access = AccessLevel.Viewer, Effect = OperationEffect.Read)]
    [Description("Lists what waits for an approval")]
    public async Task<OperationResult<ApprovalListView>> ListAsync(
        [Description("Show the newest of all, decided ones too")] bool all = false, CancellationToken cancellationToken = default)
    {
        var found = await approvals.ListAsync(all ? null : ApprovalState.Pending, 100, cancellationToken);
        var view = new ApprovalListView([.. found.Select(approval => ApprovalView.Of(approval, scribe))]);
        return OperationResult.Of(view, new Card
        {
            Title = view.Approvals.Count switch
            {
                0 => all ? "Nobody was ever asked" : "Nothing waits for approval",
                1 => all ? "One approval" : "One approval waits",
                var count => all ? $"The newest {count} approvals" : $"{count} approvals wait",
            },
            Severity = view.Approvals.Any(approval => approval.State == ApprovalState.Pending) ? CardSeverity.Waiting : CardSeverity.Good,
            Fields = [.. view.Approvals.Take(Shown).Select(Field)],
            Footer = view.Approvals.Count > Shown ? $"and {view.Approvals.Count - Shown} more" : null,
        });
    }

    [Operation("approval.withdraw", Access = AccessLevel.Viewer, Effect = OperationEffect.Change)]
    [Description("Takes back what you asked for while it waits for an approval")]
    public async Task<OperationResult<ApprovalView>> WithdrawAsync(
        [Description("The id of the approval, as approval.list shows it")] string approvalId,
        Clearance clearance,
        CancellationToken cancellationToken = default)
    {
        if (!Guid.TryParse(approvalId, out var id))
            throw OperationException.WrongArgument($"'{approvalId}' is no id of an approval; approval.list shows them.");
        var result = await desk.WithdrawAsync(id, clearance.Caller, cancellationToken);
        if (result.Outcome != VoteOutcome.Decided || result.Approval is not { } approval)
            throw new OperationException(result.Message);
        return OperationResult.Of(ApprovalView.Of(approval, scribe), new Card
        {
            Title = $"{approval.Request.Operation} is taken back",
            Severity = CardSeverity.Good,
            Text = "It does not run.",
        });
    }

    private static CardField Field(ApprovalView approval) => new(
        $"{approval.Operation} · {approval.State.ToString().ToLowerInvariant()}",
        $"""
        {string.Join(" ", approval.Arguments.EnumerateObject().Select(argument => $"`{argument.Name}: {argument.Value}`"))}
        asked by {approval.AskedBy.Name}, <t:{approval.CreatedAt.ToUnixTimeSeconds()}:R>
        {Standing(approval)}
        """.Trim());

    private static string Standing(ApprovalView approval) => approval.State switch
    {
        ApprovalState.Pending =>
            $"has {approval.Votes.Count} of {approval.VotesNeeded} × {approval.Approver}, "
            + $"lapses <t:{approval.ExpiresAt.ToUnixTimeSeconds()}:R>",
        ApprovalState.Expired => "nobody decided in time",
        _ => $"by {string.Join(", ", approval.Votes.Select(vote => vote.Voter.Name))}",
    };
}
