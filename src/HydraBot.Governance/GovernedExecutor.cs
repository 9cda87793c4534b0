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
public sealed partial class GovernedExecutor(
    OperationCatalog catalog,
    ConstitutionDocument law,
    EmergencyStop stop,
    IOperationJournal journal,
    IAuditLog audit,
    ApprovalDesk approvals,
    AuditScribe scribe,
    TimeProvider time,
    ILogger<GovernedExecutor> logger)
{
    private readonly RoadRule[] _rules = [new AccessRule(), new EmergencyStopRule(stop), new ConstitutionRule(law)];

    /// <summary>Takes a request down the road: stored, judged, perhaps asked about, run, and audited at each step.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before anything ran.</exception>
    public async Task<OperationOutcome> ExecuteAsync(
        OperationRequest request, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        if (!catalog.TryFind(request.Operation, out var operation))
            return await TurnAwayAsync(request, null, RefusalKind.UnknownOperation, $"There is no operation '{request.Operation}'; help lists what there is.", cancellationToken);
        if (ArgumentCheck.Problems(operation.Schema, request.Arguments) is { Count: > 0 } problems)
            return await TurnAwayAsync(request, operation, RefusalKind.WrongArguments, string.Join(" ", problems), cancellationToken);

        await journal.StoreAsync(request, cancellationToken);
        return Judge(operation, request) switch
        {
            RuleAnswer.Refuse no => await RefuseAsync(operation, request, RequestState.Received, no.Refusal, cancellationToken),
            RuleAnswer.Ask ask => new OperationOutcome.Waiting(request.Id, await approvals.OpenAsync(request, operation, ask, cancellationToken)),
            var yes => await RunAsync(operation, request, RequestState.Received, yes, progress, cancellationToken),
        };
    }

    /// <summary>Runs a request that people approved: judged again, and run once at most, whoever calls and however often.</summary>
    public async Task<OperationOutcome> ResumeAsync(Approval approval, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        var request = approval.Request;
        if (!catalog.TryFind(request.Operation, out var operation))
            return await RefuseAsync(null, request, RequestState.Approved, NotRunnable($"There is no operation '{request.Operation}' any more."), cancellationToken);
        if (approval.State != ApprovalState.Approved || approval.Digest != RequestDigest.Of(request))
            return await RefuseAsync(operation, request, RequestState.Approved, NotRunnable("What would run is not what was approved."), cancellationToken);

        return Judge(operation, request) switch
        {
            RuleAnswer.Refuse no => await RefuseAsync(operation, request, RequestState.Approved, no.Refusal, cancellationToken),
            RuleAnswer.Ask ask when !approval.Terms.Covers(ask.Terms) =>
                await RefuseAsync(operation, request, RequestState.Approved, NotRunnable("The law asks for more than when this was approved."), cancellationToken),
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
        Operation operation, OperationRequest request, RequestState from, RuleAnswer yes, IProgress<OperationProgress>? progress, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> articles = yes switch { RuleAnswer.Pass pass => pass.Articles, RuleAnswer.Ask ask => ask.Articles, _ => [] };
        var intent = await journal.MoveAsync(
            request.Id, from, RequestState.Running, scribe.About(request, operation, AuditKind.Intent) with { Articles = articles }, null, cancellationToken);
        if (intent is null)
            return new OperationOutcome.Refused(request.Id, NotRunnable("This request ran before, or was cut off; it never runs twice."));

        var outcome = await InvokeAsync(operation, request, new Clearance(request, intent.Sequence), progress ?? new Progress<OperationProgress>(), cancellationToken);
        var (state, result, reason) = outcome switch
        {
            OperationOutcome.Done => (RequestState.Done, "done", null),
            OperationOutcome.Cancelled cancelled => (RequestState.Cancelled, "cancelled", cancelled.Message),
            OperationOutcome.Failed failed => (RequestState.Failed, "failed", failed.Message),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no end of a run."),
        };

        // The effect has happened: its outcome is written whether or not the caller still waits.
        await journal.MoveAsync(
            request.Id, RequestState.Running, state,
            scribe.About(request, operation, AuditKind.Outcome, result) with { Reasons = reason is null ? [] : [scribe.Mask(reason)] },
            scribe.Mask(request.Arguments), CancellationToken.None);
        return outcome;
    }

    private async Task<OperationOutcome> InvokeAsync(
        Operation operation, OperationRequest request, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(operation.TimeLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, limit.Token, EmergencyStop.Exempts(operation) ? CancellationToken.None : stop.Running);
        try
        {
            return new OperationOutcome.Done(
                request.Id, await operation.InvokeAsync(request.Arguments, clearance, progress, linked.Token));
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            return stop.IsStopped ? new OperationOutcome.Cancelled(request.Id, "Cancelled by the emergency stop.", CancelCause.EmergencyStop)
                : limit.IsCancellationRequested ? new OperationOutcome.Cancelled(request.Id, $"Cancelled after its time limit of {operation.TimeLimit.TotalSeconds:0} s.", CancelCause.TimeLimit)
                : new OperationOutcome.Cancelled(request.Id, "Cancelled by the caller.", CancelCause.Caller);
        }
        catch (OperationException exception)
        {
            LogFailure(exception, operation.Name);
            return new OperationOutcome.Failed(request.Id, exception.Message);
        }
        catch (Exception exception)
        {
            // The road's end for bugs: loud in the log, and an outcome like any other in the chain.
            LogBug(exception, operation.Name, request.CorrelationId);
            return new OperationOutcome.Failed(request.Id, $"An error inside HydraBot; the log has it under {request.CorrelationId}.", IsBug: true);
        }
    }

    private async Task<OperationOutcome> RefuseAsync(
        Operation? operation, OperationRequest request, RequestState from, Refusal refusal, CancellationToken cancellationToken)
    {
        await journal.MoveAsync(
            request.Id, from, RequestState.Refused, scribe.About(request, operation, refusal), scribe.Mask(request.Arguments), cancellationToken);
        return new OperationOutcome.Refused(request.Id, refusal);
    }

    private async Task<OperationOutcome> TurnAwayAsync(
        OperationRequest request, Operation? operation, RefusalKind kind, string reason, CancellationToken cancellationToken)
    {
        var refusal = new Refusal(kind, kind == RefusalKind.UnknownOperation ? "catalog" : "arguments", [], [reason]);
        await audit.AppendAsync(scribe.About(request, operation, refusal), cancellationToken);
        return new OperationOutcome.Refused(request.Id, refusal);
    }

    private static Refusal NotRunnable(string reason) => new(RefusalKind.NotRunnable, "once", [], [reason]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} failed")]
    private partial void LogFailure(Exception exception, string operation);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} threw, reference {CorrelationId}")]
    private partial void LogBug(Exception exception, string operation, string correlationId);
}
