using System.Text.Json;
using HydraBot.Governance.Access;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Governance.Rules;
using Microsoft.Extensions.Logging;

namespace HydraBot.Governance;

/// <summary>The road: the only way from a request to an effect, and the only maker of a <see cref="Clearance"/>.</summary>
public sealed class GovernedExecutor(
    OperationCatalog catalog,
    LawJudge judge,
    EmergencyStop stop,
    IOperationJournal journal,
    IAuditLog audit,
    ApprovalDesk approvals,
    AuditScribe scribe,
    RoadTelemetry telemetry,
    TimeProvider time,
    ILogger<GovernedExecutor> logger,
    PaceLimits? limits = null,
    IEnumerable<IAccessSource>? people = null)
{
    private readonly RoadRule[] _rules =
        [new AccessRule(), new EmergencyStopRule(stop), new ConstitutionRule(judge, limits ?? new PaceLimits(time))];

    private readonly CallersNow _callers = new(people ?? []);
    private readonly OperationRun _run = new(stop, time, logger);

    /// <summary>Takes a request down the road: stored, judged, perhaps asked about, run, and audited at each step.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before anything ran.</exception>
    public Task<OperationOutcome> ExecuteAsync(
        OperationRequest request, IProgress<OperationProgress>? progress, CancellationToken cancellationToken) =>
        telemetry.FollowAsync(request, () => TravelAsync(request, progress, cancellationToken));

    /// <summary>
    /// Runs what people approved: read back as it is stored, judged again, and run once at most, whoever calls and however often.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such approval.</exception>
    public async Task<OperationOutcome> ResumeAsync(
        Guid approvalId, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        var approval = await approvals.FindAsync(approvalId, cancellationToken)
            ?? throw new ArgumentException($"There is no approval {approvalId}.", nameof(approvalId));
        return await telemetry.FollowAsync(approval.Request, () => ResumeAsync(approval, progress, cancellationToken));
    }

    private async Task<OperationOutcome> TravelAsync(
        OperationRequest request, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        if (!catalog.TryFind(request.Operation, out var operation))
            return await TurnAwayAsync(request, null, Refusal.Unknown(request.Operation, catalog.Absence(request.Operation)), cancellationToken);
        if (ArgumentCheck.Problems(operation.Schema, request.Arguments) is { Count: > 0 } problems)
            return await TurnAwayAsync(request, operation, Refusal.WrongArguments(problems), cancellationToken);

        return Judge(operation, request) switch
        {
            RuleAnswer.Refuse no => await RefuseAsync(operation, request, null, no.Refusal, cancellationToken),
            RuleAnswer.Ask ask => await AskAsync(operation, request, ask, cancellationToken),
            var yes => await RunAsync(operation, request, null, yes, progress, cancellationToken),
        };
    }

    private async Task<OperationOutcome> AskAsync(
        Operation operation, OperationRequest request, RuleAnswer.Ask ask, CancellationToken cancellationToken)
    {
        await journal.StoreAsync(request, cancellationToken);
        return new OperationOutcome.Waiting(request.Id, await approvals.OpenAsync(request, operation, ask, cancellationToken));
    }

    private async Task<OperationOutcome> ResumeAsync(
        Approval approval, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        // Hours may have passed: whoever lost their access since does not run what they asked for, nor count as having agreed.
        var request = approval.Request with { Caller = await _callers.FindAsync(approval.Request.Caller, cancellationToken) };
        if (!catalog.TryFind(request.Operation, out var operation))
            return await NotRunnableAsync(operation, request, catalog.Absence(request.Operation) ?? $"There is no operation '{request.Operation}' any more.", cancellationToken);
        if (approval.Objection(time.GetUtcNow()) is { } objection)
            return await NotRunnableAsync(operation, request, objection, cancellationToken);

        if (approvals.Lost(approval, await _callers.FindAsync(approval.Votes, cancellationToken)) is { } lost)
            return await NotRunnableAsync(operation, request, lost, cancellationToken);

        return Judge(operation, request) switch
        {
            RuleAnswer.Refuse no => await RefuseAsync(operation, request, RequestState.Approved, no.Refusal, cancellationToken),
            RuleAnswer.Ask ask when !approval.Terms.Covers(ask.Terms) =>
                await NotRunnableAsync(operation, request, "The law asks for more than when this was approved.", cancellationToken),
            var yes => await RunAsync(operation, request, RequestState.Approved, yes, progress, cancellationToken),
        };
    }

    private RuleAnswer Judge(Operation operation, OperationRequest request)
    {
        RuleAnswer answer = new RuleAnswer.Pass([]);
        foreach (var rule in _rules)
        {
            answer = rule.Judge(operation, request);
            if (answer is not RuleAnswer.Pass)
                return answer;
        }

        return answer;
    }

    private async Task<OperationOutcome> RunAsync(
        Operation operation,
        OperationRequest request,
        RequestState? from,
        RuleAnswer yes,
        IProgress<OperationProgress>? progress,
        CancellationToken cancellationToken)
    {
        // The stop holds before it is written down: a disk that is slow or full must not keep anything running.
        var held = operation.Name == EmergencyStop.Pull ? stop.HoldAsync(request) : Task.CompletedTask;
        AuditEntry? intent;
        try
        {
            intent = await MoveAsync(
                request, from, RequestState.Running, scribe.Intent(request, operation, yes.Articles), null, cancellationToken);
        }
        // Stryker disable once block : it holds already; what hears the token is waited for, so that nothing of it stays unwatched.
        finally
        {
            // Stryker disable once statement : the same.
            await held;
        }

        if (intent is null)
            return new OperationOutcome.Refused(request.Id, Refusal.NotRunnable("This ran before, or was cut off; it never runs twice."));

        var clearance = new Clearance(request, intent.Sequence);
        var outcome = await _run.InvokeAsync(operation, request, clearance, progress, cancellationToken);

        // The effect has happened: its outcome is written whether or not the caller still waits.
        var (state, entry) = scribe.Outcome(request, operation, outcome);
        await journal.MoveAsync(request.Id, RequestState.Running, state, entry, scribe.Mask(operation, request.Arguments), CancellationToken.None);
        return outcome;
    }

    private Task<OperationOutcome> NotRunnableAsync(
        Operation? operation, OperationRequest request, string reason, CancellationToken cancellationToken) =>
        RefuseAsync(operation, request, RequestState.Approved, Refusal.NotRunnable(reason), cancellationToken);

    private async Task<OperationOutcome> RefuseAsync(
        Operation? operation, OperationRequest request, RequestState? from, Refusal refusal, CancellationToken cancellationToken)
    {
        var entry = scribe.About(request, operation, refusal);
        await MoveAsync(request, from, RequestState.Refused, entry, scribe.Mask(operation, request.Arguments), cancellationToken);
        return new OperationOutcome.Refused(request.Id, refusal);
    }

    /// <summary>A new request enters the journal in the state that it was judged into, in one transaction with its entry; a known one moves.</summary>
    private async ValueTask<AuditEntry?> MoveAsync(
        OperationRequest request, RequestState? from, RequestState to, AuditDraft entry, JsonElement? masked, CancellationToken cancellationToken) =>
        from is { } known
            ? await journal.MoveAsync(request.Id, known, to, entry, masked, cancellationToken)
            : await journal.EnterAsync(masked is { } arguments ? request with { Arguments = arguments } : request, to, entry, cancellationToken);

    private async Task<OperationOutcome> TurnAwayAsync(
        OperationRequest request, Operation? operation, Refusal refusal, CancellationToken cancellationToken)
    {
        await audit.AppendAsync(scribe.About(request, operation, refusal), cancellationToken);
        return new OperationOutcome.Refused(request.Id, refusal);
    }
}
