using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Doors.Voice.Router;

/// <summary>Approvals by voice. Whether a hand counts is the desk's to say, by the access that the speaker has now.</summary>
internal sealed class SpokenVotes(ApprovalDesk desk, IApprovalStore store)
{
    private const int Most = 20;

    /// <summary>What waits, and where the sentence names one of them, that one.</summary>
    public async Task<IReadOnlyList<Approval>> PendingAsync(string words, CancellationToken cancellationToken)
    {
        var pending = await store.ListAsync(ApprovalState.Pending, Most, cancellationToken);
        var named = pending.Where(approval => Words(approval).Split(' ').Any(word => word.Length > 2 && words.Split(' ').Skip(1).Contains(word))).ToList();
        return named.Count > 0 ? named : pending;
    }

    /// <summary>What an approval is about, as it is said.</summary>
    public static string Words(Approval approval) => string.Join(' ', new[] { SpokenForm.OfName(approval.Request.Operation) }
        .Concat(approval.Request.Arguments.EnumerateObject().Where(argument => argument.Value.ValueKind is System.Text.Json.JsonValueKind.String or System.Text.Json.JsonValueKind.Number)
            .Take(2).Select(argument => SpokenForm.OfName(argument.Value.ToString()))).Select(text => text.Length > 60 ? text[..60] : text));

    public Task<VoteResult> CastAsync(Guid approvalId, Caller speaker, bool agrees, CancellationToken cancellationToken) =>
        desk.VoteAsync(approvalId, speaker, agrees, cancellationToken);
}
