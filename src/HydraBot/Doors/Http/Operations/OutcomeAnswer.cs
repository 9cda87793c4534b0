using System.Text.Json;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HydraBot.Doors.Http.Operations;

/// <summary>What each end of a request is in HTTP.</summary>
internal static class OutcomeAnswer
{
    public static IResult Of(OperationOutcome outcome, JsonSerializerOptions json) => outcome switch
    {
        OperationOutcome.Done done => TypedResults.Bytes(Write(done.Result, json), "application/json; charset=utf-8"),
        OperationOutcome.Waiting waiting => Waiting(waiting.Approval),
        _ => new ProblemAnswer(Problem(outcome)),
    };

    /// <summary>The record that the operation returned.</summary>
    public static byte[] Write(OperationResult result, JsonSerializerOptions json) =>
        JsonSerializer.SerializeToUtf8Bytes(result.Value, json.GetTypeInfo(result.Value.GetType()));

    /// <summary>An end other than a result, as a problem.</summary>
    public static Problem Problem(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Refused refused => Refused(refused.Refusal),
        OperationOutcome.Failed { IsBug: true } failed => ProblemKind.Internal.Of(failed.Message),
        OperationOutcome.Failed { Misfits: { Count: > 0 } misfits } failed => ProblemKind.WrongArguments.Of(failed.Message) with { Errors = misfits },
        OperationOutcome.Failed failed => ProblemKind.OperationFailed.Of(failed.Message),
        OperationOutcome.Cancelled { Cause: CancelCause.EmergencyStop } cancelled => ProblemKind.Stopped.Of(cancelled.Message),
        OperationOutcome.Cancelled { Cause: CancelCause.TimeLimit } cancelled => ProblemKind.TimeLimit.Of(cancelled.Message),
        OperationOutcome.Cancelled cancelled => ProblemKind.Cancelled.Of(cancelled.Message),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem."),
    } with
    { RequestId = outcome.RequestId };

    private static Problem Refused(Refusal refusal)
    {
        var kind = refusal.Kind switch
        {
            RefusalKind.UnknownOperation => ProblemKind.UnknownOperation,
            RefusalKind.WrongArguments => ProblemKind.WrongArguments,
            RefusalKind.Access => ProblemKind.Access,
            RefusalKind.Stopped => ProblemKind.Stopped,
            RefusalKind.Constitution => ProblemKind.Unlawful,
            RefusalKind.NotApproved => ProblemKind.NotApproved,
            RefusalKind.TooOften => ProblemKind.TooOften,
            RefusalKind.NotRunnable => ProblemKind.NotRunnable,
            _ => throw new InvalidOperationException($"{refusal.Kind} has no answer in HTTP."),
        };
        return kind.Of(refusal.Message) with
        {
            Errors = refusal.Kind == RefusalKind.WrongArguments ? refusal.Reasons : null,
            Constraints = refusal.Kind == RefusalKind.Constitution ? refusal.Articles : null,
        };
    }

    private static Accepted<WaitingAnswer> Waiting(Approval approval) => TypedResults.Accepted(
        $"/approvals/{approval.Id}",
        new WaitingAnswer(approval.Id, approval.Request.Id, approval.ExpiresAt, approval.Articles, approval.Reasons));
}
