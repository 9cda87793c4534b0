using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Journal;

/// <summary>Stores requests and moves them along the road. Each call is one transaction, its audit entry inside.</summary>
public interface IOperationJournal
{
    /// <summary>Stores a request as <see cref="RequestState.Received"/>.</summary>
    ValueTask StoreAsync(OperationRequest request, CancellationToken cancellationToken);

    /// <summary>Stores a request that was judged at once, in the state that it was judged into, together with its entry.</summary>
    /// <returns>The entry, as it was appended.</returns>
    ValueTask<AuditEntry> EnterAsync(OperationRequest request, RequestState state, AuditDraft entry, CancellationToken cancellationToken);

    /// <summary>Moves a request by compare-and-set and appends the entry in the same transaction.</summary>
    /// <param name="requestId">Which.</param>
    /// <param name="from">The state that it must be in.</param>
    /// <param name="to">The state that it gets.</param>
    /// <param name="entry">What the audit chain says of it; for an effect beyond reading, it is on disk when this returns.</param>
    /// <param name="maskedArguments">Given when the request ends: replaces the stored arguments; no secret outlives its use.</param>
    /// <param name="cancellationToken">Ends the wait for the database.</param>
    /// <returns>The entry, or null when the request was not in <paramref name="from"/>: then nothing was written.</returns>
    ValueTask<AuditEntry?> MoveAsync(
        Guid requestId,
        RequestState from,
        RequestState to,
        AuditDraft entry,
        JsonElement? maskedArguments,
        CancellationToken cancellationToken);

    /// <summary>Finds one.</summary>
    ValueTask<JournalRecord?> FindAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>Requests that a former run left in one of these states, oldest first.</summary>
    Task<IReadOnlyList<JournalRecord>> InStateAsync(IReadOnlyList<RequestState> states, CancellationToken cancellationToken);

    /// <summary>What was asked since a moment and allowed to run or wait, oldest first; what was refused at once is not among it.</summary>
    IAsyncEnumerable<OperationRequest> SinceAsync(DateTimeOffset moment, CancellationToken cancellationToken);
}
