namespace HydraBot.Memory.Consolidation;

/// <summary>What a run did, or in a dry run would do.</summary>
/// <param name="RunId">For undo.</param>
/// <param name="DryRun">True when nothing was changed.</param>
/// <param name="Finished">False when its time was up: the next run goes on where it stopped.</param>
/// <param name="Counts">How many, by act.</param>
/// <param name="Findings">What does not hold together.</param>
internal sealed record ConsolidationReport(Guid RunId, bool DryRun, bool Finished, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Findings);
