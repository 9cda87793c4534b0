using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Audit;

/// <summary>Words the entries of the chain: whatever it writes is masked and carries the hash of the law.</summary>
public sealed class AuditScribe(ConstitutionDocument law, SecretMask mask, TimeProvider time)
{
    /// <summary>An entry about a request.</summary>
    public AuditDraft About(OperationRequest request, Operation? operation, AuditKind kind, string? result = null) => new()
    {
        Kind = kind,
        At = time.GetUtcNow(),
        Law = law.Sha256,
        CorrelationId = request.CorrelationId,
        Caller = request.Caller,
        Door = request.Door,
        RequestId = request.Id,
        Operation = request.Operation,
        Effect = operation?.Effect ?? OperationEffect.Read,
        Arguments = Mask(operation, request.Arguments),
        Result = result,
    };

    /// <summary>An entry about a refusal.</summary>
    public AuditDraft About(OperationRequest request, Operation? operation, Refusal refusal) =>
        About(request, operation, AuditKind.Refused, "refused") with
        {
            Rule = refusal.Rule,
            Articles = refusal.Articles,
            Reasons = [.. refusal.Reasons.Select(mask.Apply)],
        };

    /// <summary>An entry about what a cleared operation did beside its own outcome.</summary>
    public AuditDraft About(Clearance clearance, AuditKind kind, string result, params IReadOnlyList<string> reasons) =>
        At(null, kind, clearance.Caller, clearance.CorrelationId, result, reasons) with
        {
            RequestId = clearance.RequestId,
            Operation = clearance.Operation,
            Effect = OperationEffect.Change,
        };

    /// <summary>An entry about a vote, a decision or an expiry.</summary>
    /// <param name="approval">What was voted on.</param>
    /// <param name="kind">A vote, or a decision.</param>
    /// <param name="hand">Whose hand; null for the clock's.</param>
    /// <param name="result">One word.</param>
    public AuditDraft About(Approval approval, AuditKind kind, Caller? hand, string result) => new()
    {
        Kind = kind,
        At = time.GetUtcNow(),
        Law = law.Sha256,
        CorrelationId = approval.Request.CorrelationId,
        Caller = hand,
        Door = hand is null ? Door.Schedule : Door.Chat,
        RequestId = approval.Request.Id,
        ApprovalId = approval.Id,
        Operation = approval.Request.Operation,
        Effect = OperationEffect.Change,
        Result = result,
        Articles = approval.Articles,
    };

    /// <summary>An entry about somebody at a door without a request.</summary>
    public AuditDraft At(
        Door? door, AuditKind kind, Caller? caller, string correlationId, string result, params IReadOnlyList<string> reasons) => new()
        {
            Kind = kind,
            At = time.GetUtcNow(),
            Law = law.Sha256,
            CorrelationId = correlationId,
            Caller = caller,
            Door = door,
            Result = result,
            Reasons = [.. reasons.Select(mask.Apply)],
        };

    internal AuditDraft Intent(OperationRequest request, Operation operation, IReadOnlyList<string> articles) =>
        About(request, operation, AuditKind.Intent) with { Articles = articles };

    internal (RequestState State, AuditDraft Entry) Outcome(OperationRequest request, Operation operation, OperationOutcome outcome)
    {
        var (state, result, reason) = outcome switch
        {
            OperationOutcome.Done => (RequestState.Done, "done", null),
            OperationOutcome.Cancelled cancelled => (RequestState.Cancelled, "cancelled", cancelled.Message),
            OperationOutcome.Failed failed => (RequestState.Failed, "failed", failed.Message),
            _ => throw new UnreachableException(),
        };
        return (state, About(request, operation, AuditKind.Outcome, result) with { Reasons = reason is null ? [] : [Mask(reason)] });
    }

    /// <summary>Text without secrets, for entries and for those who are told.</summary>
    public string Mask(string text) => mask.Apply(text);

    /// <summary>Arguments without secrets, and of what the operation withholds only how much it was.</summary>
    public JsonElement Mask(Operation? operation, JsonElement arguments)
    {
        if (operation is null || operation.Withheld.Count == 0 || arguments.ValueKind != JsonValueKind.Object)
            return Mask(arguments);
        if (SoundJson.Problem(arguments) is not null)
            return JsonElement.Parse(JsonValue.Create($"[withheld: {arguments.GetRawText().Length} characters]").ToJsonString());
        var kept = new JsonObject();
        foreach (var argument in arguments.EnumerateObject())
        {
            kept[argument.Name] = operation.Withheld.Contains(argument.Name)
                ? JsonValue.Create($"[withheld: {argument.Value.GetRawText().Length} characters]")
                : JsonNode.Parse(argument.Value.GetRawText());
        }

        return Mask(JsonElement.Parse(kept.ToJsonString()));
    }

    /// <summary>Arguments without secrets.</summary>
    public JsonElement Mask(JsonElement arguments) =>
        // Stryker disable once conditional : no arguments is what most requests have, and nothing but time is saved here.
        arguments.ValueKind == JsonValueKind.Object && !arguments.EnumerateObject().MoveNext() ? arguments : mask.Apply(arguments);
}
