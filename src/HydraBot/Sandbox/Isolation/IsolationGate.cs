using System.Collections.Concurrent;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;

namespace HydraBot.Sandbox.Isolation;

/// <summary>Whether programs may run: only where every check of the isolation held, and not at all after one did not.</summary>
internal sealed class IsolationGate(IsolationTest test, INoticeBoard notices) : IDisposable
{
    private readonly ConcurrentDictionary<string, IsolationReport> _reports = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The newest report; null while nothing was tested.</summary>
    public IsolationReport? Newest { get; private set; }

    /// <summary>True when programs may run on this footing.</summary>
    public bool IsOpen(Footing footing) => _reports.TryGetValue(footing.Key, out var report) && report.Held;

    /// <summary>Returns when programs may run on this footing; tests it where nobody has yet.</summary>
    /// <exception cref="OperationException">A check did not hold.</exception>
    public async Task PassAsync(Footing footing, CancellationToken cancellationToken)
    {
        if (!_reports.TryGetValue(footing.Key, out var report))
        {
            await _one.WaitAsync(cancellationToken);
            try
            {
                if (!_reports.TryGetValue(footing.Key, out report))
                    report = await TestAsync(footing, cancellationToken);
            }
            finally
            {
                _one.Release();
            }
        }

        if (!report.Held)
            throw new OperationException($"Programs are switched off: {report.Breach} An Operator tests again with /sandbox test-isolation, once it is mended.");
    }

    /// <summary>Tests a footing now, and opens or closes the gate by what was seen.</summary>
    public async Task<IsolationReport> TestNowAsync(Footing footing, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await TestAsync(footing, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IsolationReport> TestAsync(Footing footing, CancellationToken cancellationToken)
    {
        var report = await test.RunAsync(footing, cancellationToken);
        _reports[footing.Key] = report;
        Newest = report;
        if (!report.Held)
        {
            await notices.PostAsync(NoticeTopic.Alerts, new Card
            {
                Title = "The sandbox is not tight: programs are switched off",
                Severity = CardSeverity.Bad,
                Text = report.Breach,
                Fields = [.. report.Checks.Where(check => !check.Held).Take(10).Select(check => new CardField(check.Name, check.Seen))],
                Footer = $"{footing.Engine.Name}, {footing.Engine.Runtime}, kernel {footing.Engine.Kernel}",
                Spoken = "The sandbox is not tight. Programs are switched off.",
            }, cancellationToken);
        }

        return report;
    }
}
