using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;

namespace HydraBot.Testing.Road;

/// <summary>Stores of a road on which nobody is asked and nothing is stopped; whoever comes here has left that road.</summary>
internal sealed class NobodyAsks : IApprovalStore, IEmergencyStopStore
{
    public ValueTask<EmergencyState?> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<EmergencyState?>(null);

    public ValueTask SaveAsync(EmergencyState state, AuditDraft entry, CancellationToken cancellationToken) => throw Left();

    public ValueTask OpenAsync(Approval approval, AuditDraft entry, CancellationToken cancellationToken) => throw Left();

    public ValueTask<bool> VoteAsync(Guid approvalId, ApprovalVote vote, AuditDraft entry, CancellationToken cancellationToken) => throw Left();

    public ValueTask<bool> DecideAsync(
        Guid approvalId,
        ApprovalState state,
        DateTimeOffset at,
        ApprovalVote? lastVote,
        AuditDraft entry,
        JsonElement? maskedArguments,
        CancellationToken cancellationToken) => throw Left();

    public ValueTask NoteAsync(AuditDraft entry, CancellationToken cancellationToken) => throw Left();

    public ValueTask<Approval?> FindAsync(Guid approvalId, CancellationToken cancellationToken) => throw Left();

    public ValueTask<Approval?> OfRequestAsync(Guid requestId, CancellationToken cancellationToken) => throw Left();

    public Task<IReadOnlyList<Approval>> ListAsync(ApprovalState? state, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Approval>>([]);

    private static NotSupportedException Left() => new("The test road asks nobody: its law allows everything.");
}
