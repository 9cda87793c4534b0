using HydraBot.Governance.Operations;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Doors.Http.Inference;

/// <summary>What the road says when it gives no pass, in OpenAI's shape.</summary>
internal static class GatewayRefusal
{
    public static InferenceFault Of(OperationOutcome outcome) => outcome switch
    {
        OperationOutcome.Waiting waiting => new InferenceFault(
            403, "permission_error", "approval_required", $"The law asks people first: approval {waiting.Approval.Id} waits on Discord. Ask again when it was given."),
        OperationOutcome.Refused { Refusal: { Kind: RefusalKind.Stopped } refusal } => new InferenceFault(409, "permission_error", "stopped", refusal.Message),
        OperationOutcome.Refused { Refusal: var refusal } => new InferenceFault(403, "permission_error", "unlawful", refusal.Message),
        OperationOutcome.Failed failed => new InferenceFault(500, "server_error", "internal_error", failed.Message),
        OperationOutcome.Cancelled cancelled => new InferenceFault(503, "server_error", "cancelled", cancelled.Message),
        _ => new InferenceFault(503, "server_error", "no_pass", "The pass ran out before it was used; ask again."),
    };
}
