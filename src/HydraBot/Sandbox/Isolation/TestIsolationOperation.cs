using System.ComponentModel;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;

namespace HydraBot.Sandbox.Isolation;

/// <summary>Tests the isolation now.</summary>
internal sealed class TestIsolationOperation(Ground ground, IsolationGate gate)
{
    [Operation("sandbox.test_isolation", Slash = "sandbox test-isolation", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 300)]
    [Description("Tries every way out of the sandbox and says what was seen")]
    public async Task<OperationResult<IsolationReport>> TestAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        ground.Forget();
        var report = await gate.TestNowAsync(await ground.FindAsync(cancellationToken), cancellationToken);
        return OperationResult.Of(report, Draw(report));
    }

    private static Card Draw(IsolationReport report)
    {
        var broken = report.Checks.Where(check => !check.Held).ToArray();
        var table = string.Join('\n', report.Checks.Select(check => $"{(check.Held ? "held  " : "BROKEN")}  {check.Name}: {check.Seen}"));
        return new Card
        {
            Title = report.Held ? $"All {report.Checks.Count} checks held" : $"{broken.Length} of {report.Checks.Count} checks did not hold: programs are switched off",
            Severity = report.Held ? CardSeverity.Good : CardSeverity.Bad,
            Text = report.Held ? null : string.Join('\n', broken.Take(15).Select(check => $"**{check.Name}**: {check.Seen}")),
            Fields = [new CardField("Engine", report.Engine, true), new CardField("Runtime", report.Runtime, true)],
            Files = [new CardFile("isolation.txt", "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(table))],
            Footer = string.Create(CultureInfo.InvariantCulture, $"{report.DurationMs / 1000.0:0.0} s"),
            Spoken = report.Held ? $"All {report.Checks.Count} checks of the sandbox held." : "The sandbox is not tight. Programs are switched off.",
        };
    }
}
