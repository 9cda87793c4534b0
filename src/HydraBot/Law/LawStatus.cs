using HydraBot.Governance.Approvals;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Law;

/// <summary>The gate's section of the status: the law in force, whether everything is stopped, and who is waited for.</summary>
internal sealed class LawStatus(ConstitutionDocument law, EmergencyStop stop, IApprovalStore approvals) : IStatusSource
{
    /// <summary>More than this is many, and a phone shows no difference.</summary>
    private const int MostCounted = 100;

    public string Name => "Gate";

    public int Order => 50;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var pending = (await approvals.ListAsync(ApprovalState.Pending, MostCounted, cancellationToken)).Count;
        var stopped = stop.State is { Stopped: true } state ? state : null;
        return new StatusSection(
            stopped is not null ? CardSeverity.Bad : pending > 0 ? CardSeverity.Waiting : CardSeverity.Good,
            $"{(stopped is null ? "🟢 open" : $"🛑 stopped by {stopped.By} <t:{stopped.At.ToUnixTimeSeconds()}:R>: {stopped.Reason}")}\n"
            + $"Law version {law.Version}, `{law.Sha256[..12]}`\n"
            + $"{Waiting(pending)}")
        {
            Concerns = stopped is null ? [] : ["The emergency stop is pulled: nothing but reading runs until an Owner lifts it."],
            Figures = new Dictionary<string, double> { ["stopped"] = stopped is null ? 0 : 1, ["pendingApprovals"] = pending },
        };
    }

    private static string Waiting(int pending) => pending switch
    {
        0 => "Nothing waits for an approval.",
        1 => "⏳ One request waits for an approval.",
        MostCounted => $"⏳ {MostCounted} requests or more wait for an approval.",
        _ => $"⏳ {pending} requests wait for an approval.",
    };
}
