using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;

namespace HydraBot.Hosting.Telemetry;

/// <summary>Figures that stand in the database; they are read when somebody is about to look.</summary>
internal sealed class HouseGauges
{
    private readonly IApprovalStore _approvals;
    private readonly IAuditLog _audit;
    private long _pending;
    private long _entries;

    public HouseGauges(RoadTelemetry telemetry, IApprovalStore approvals, IAuditLog audit, EmergencyStop stop)
    {
        (_approvals, _audit) = (approvals, audit);
        telemetry.Meter.CreateObservableGauge("hydrabot.approvals.pending", () => Volatile.Read(ref _pending), "{approval}", "Requests that wait for people.");
        telemetry.Meter.CreateObservableGauge("hydrabot.audit.entries", () => Volatile.Read(ref _entries), "{entry}", "Length of the audit chain.");
        telemetry.Meter.CreateObservableGauge("hydrabot.stopped", () => stop.IsStopped ? 1 : 0, null, "1 while the emergency stop is pulled.");
    }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _pending, (await _approvals.ListAsync(ApprovalState.Pending, int.MaxValue, cancellationToken)).Count);
        Volatile.Write(ref _entries, await _audit.TailAsync(1, cancellationToken) is [var newest, ..] ? newest.Sequence : 0);
    }
}
