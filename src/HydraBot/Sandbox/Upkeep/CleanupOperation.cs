using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Upkeep;

/// <summary>Takes leftovers away.</summary>
internal sealed class CleanupOperation(Reaper reaper)
{
    [Operation("sandbox.cleanup", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 180)]
    [Description("Takes away sandboxes that a former run left behind")]
    public async Task<OperationResult<Cleanup>> CleanAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var (removed, failures) = await reaper.ReapAsync(cancellationToken);
        return OperationResult.Of(new Cleanup(removed, failures), new Card
        {
            Title = removed == 0 && failures.Count == 0 ? "Nothing was left over" : $"{removed} leftover sandbox{(removed == 1 ? "" : "es")} removed",
            Severity = failures.Count == 0 ? CardSeverity.Good : CardSeverity.Warning,
            Text = failures.Count == 0 ? null : string.Join('\n', failures),
        });
    }
}

/// <summary>What was taken away.</summary>
/// <param name="Removed">How many sandboxes.</param>
/// <param name="Failures">Those that could not be, with the reason.</param>
internal sealed record Cleanup(int Removed, IReadOnlyList<string> Failures);
