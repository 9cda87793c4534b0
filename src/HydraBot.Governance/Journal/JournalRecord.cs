using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Journal;

/// <summary>A stored request and its state.</summary>
public sealed record JournalRecord(OperationRequest Request, RequestState State);
