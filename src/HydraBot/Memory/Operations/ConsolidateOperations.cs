using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Consolidation;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>The nightly work, now; and back.</summary>
internal sealed class ConsolidateOperations(NightWork work)
{
    [Operation("memory.consolidate", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 3700)]
    [Description("Does the nightly work on memory: duplicates, contradictions, what rests on them, what grew cold, summaries")]
    public async Task<OperationResult<ConsolidationReport>> ConsolidateAsync(
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("Only says what it would do")] bool dryRun = false,
        CancellationToken cancellationToken = default)
    {
        var report = await work.RunAsync(clearance, dryRun, progress, cancellationToken);
        return OperationResult.Of(report, new Card
        {
            Title = dryRun ? "The nightly work would" : report.Finished ? "The nightly work on memory is done" : "The nightly work on memory ran out of time; the next run goes on",
            Severity = report.Findings.Count > 0 ? CardSeverity.Warning : CardSeverity.Good,
            Text = string.Join('\n', report.Findings) is { Length: > 0 } findings ? findings : null,
            Fields = [.. report.Counts.Where(count => count.Value > 0).Select(count => new CardField(count.Key, $"{count.Value}", Inline: true))],
            Footer = dryRun ? null : $"To take it back: /memory undo {report.RunId}",
        });
    }

    [Operation("memory.undo", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 300)]
    [Description("Takes a run of the nightly work back")]
    public async Task<OperationResult<UndoneRun>> UndoAsync([Description("The run's id")] Guid run, Clearance clearance, CancellationToken cancellationToken)
    {
        var steps = await work.UndoAsync(clearance, run, cancellationToken);
        return OperationResult.Of(new UndoneRun(run, steps), new Card { Title = $"Taken back: {steps} changes", Severity = CardSeverity.Good });
    }
}

/// <summary>A run that was taken back.</summary>
internal sealed record UndoneRun(Guid RunId, int Steps);
