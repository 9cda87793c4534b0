using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.History;

/// <summary>Shows what ran.</summary>
internal sealed class HistoryOperation(ExecutionHistory history)
{
    [Operation("sandbox.history", Toolset = "sandbox", Access = AccessLevel.Operator, Private = true)]
    [Description("Shows the programs that ran lately")]
    public async Task<OperationResult<PastExecutions>> ShowAsync(
        [Description("How many"), Range(1, 100)] int count = 10, CancellationToken cancellationToken = default)
    {
        var past = await history.ReadAsync(count, cancellationToken);
        return OperationResult.Of(new PastExecutions(past), new Card
        {
            Title = past.Count == 0 ? "Nothing ran yet" : $"The last {past.Count} program{(past.Count == 1 ? "" : "s")}",
            Text = string.Join('\n', past.Take(20).Select(Line)),
        });
    }

    private static string Line(PastExecution past) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(past.ExitCode == 0 ? "✅" : "❌")} <t:{past.At.ToUnixTimeSeconds()}:R> **{past.Language}** by {past.Caller}: {Ending(past)}, {past.DurationMs / 1000.0:0.0} s");

    private static string Ending(PastExecution past) => past.TimedOut ? "time was up" : past.OomKilled ? "out of memory" : $"exit code {past.ExitCode}";
}
