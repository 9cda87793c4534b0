using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;

namespace HydraBot.CrashSubject;

/// <summary>The real journal, with the process dying right after a step where it is told to.</summary>
internal sealed class CrashingJournal(IOperationJournal inner, CrashPoints points) : IOperationJournal
{
    public async ValueTask StoreAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        await inner.StoreAsync(request, cancellationToken);
        points.Reach(CrashPoints.Stored);
    }

    public async ValueTask<AuditEntry> EnterAsync(OperationRequest request, RequestState state, AuditDraft entry, CancellationToken cancellationToken)
    {
        var entered = await inner.EnterAsync(request, state, entry, cancellationToken);
        points.Reach(state == RequestState.Running ? CrashPoints.Intent : CrashPoints.Outcome);
        return entered;
    }

    public async ValueTask<AuditEntry?> MoveAsync(
        Guid requestId, RequestState from, RequestState to, AuditDraft entry, JsonElement? maskedArguments, CancellationToken cancellationToken)
    {
        var moved = await inner.MoveAsync(requestId, from, to, entry, maskedArguments, cancellationToken);
        points.Reach(to == RequestState.Running ? CrashPoints.Intent : CrashPoints.Outcome);
        return moved;
    }

    public IAsyncEnumerable<OperationRequest> SinceAsync(DateTimeOffset moment, CancellationToken cancellationToken) =>
        inner.SinceAsync(moment, cancellationToken);

    public ValueTask<JournalRecord?> FindAsync(Guid requestId, CancellationToken cancellationToken) => inner.FindAsync(requestId, cancellationToken);

    public Task<IReadOnlyList<JournalRecord>> InStateAsync(IReadOnlyList<RequestState> states, CancellationToken cancellationToken) =>
        inner.InStateAsync(states, cancellationToken);
}
