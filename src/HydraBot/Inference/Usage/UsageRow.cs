using HydraBot.Governance;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Usage;

/// <summary>One call, as the ledger keeps it: who, where, how much, and under which entry of the audit chain; never what was said.</summary>
internal sealed record UsageRow(Guid Id, DateTimeOffset At, string Scope, InferenceKind Kind, CallReport Report, string CorrelationId, Clearance Clearance);
