using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Approvals;

/// <summary>Sorts what a crash or a stop left behind, before any door opens. Nothing is run here.</summary>
internal sealed partial class Recovery(
    IOperationJournal journal, IApprovalStore approvals, OperationCatalog catalog, AuditScribe scribe, ILogger<Recovery> logger)
{
    /// <summary>What a request that was cut off is told to people as.</summary>
    public const string NotKnown = "HydraBot stopped while this ran. It is not known whether it finished; it was not run again.";

    /// <summary>What was found; none until <see cref="SortAsync"/> has run.</summary>
    public Leftovers Found { get; private set; } = Leftovers.None;

    public async Task SortAsync(CancellationToken cancellationToken)
    {
        var interrupted = new List<(OperationRequest, Approval?)>();
        var approved = new List<Approval>();
        var left = await journal.InStateAsync([RequestState.Received, RequestState.Approved, RequestState.Running], cancellationToken);
        foreach (var (request, state) in left)
        {
            if (state == RequestState.Running)
            {
                await EndAsync(request, state, RequestState.Interrupted, AuditKind.Interrupted, "interrupted", NotKnown, cancellationToken);
                interrupted.Add((request, await approvals.OfRequestAsync(request.Id, cancellationToken)));
            }
            else if (state == RequestState.Received)
            {
                await EndAsync(request, state, RequestState.Cancelled, AuditKind.Refused, "cancelled",
                    "HydraBot stopped before this was judged; it did not run.", cancellationToken);
            }
            else if (await approvals.OfRequestAsync(request.Id, cancellationToken) is { } approval)
            {
                approved.Add(approval);
            }
        }

        var pending = await approvals.ListAsync(ApprovalState.Pending, int.MaxValue, cancellationToken);
        Found = new Leftovers(interrupted, approved, pending);
        if (left.Count + pending.Count > 0)
            LogFound(interrupted.Count, approved.Count, pending.Count);
    }

    private async Task EndAsync(
        OperationRequest request,
        RequestState from,
        RequestState to,
        AuditKind kind,
        string result,
        string reason,
        CancellationToken cancellationToken)
    {
        catalog.TryFind(request.Operation, out var operation);
        var entry = scribe.About(request, operation, kind, result) with { Rule = "recovery", Reasons = [reason] };
        await journal.MoveAsync(request.Id, from, to, entry, scribe.Mask(operation, request.Arguments), cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The last run left {Interrupted} requests cut off, {Approved} approved and not begun, {Pending} waiting for people")]
    private partial void LogFound(int interrupted, int approved, int pending);
}
