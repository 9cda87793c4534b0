using System.Text.Json;

namespace HydraBot.Governance.Operations;

/// <summary>Runs a visiting operation. It takes a clearance, so that the road alone can call it.</summary>
public delegate Task<OperationResult> VisitingRun(
    JsonElement arguments, Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken);
