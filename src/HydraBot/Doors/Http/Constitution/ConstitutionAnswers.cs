using HydraBot.Governance.Constitution;
using HydraBot.Governance.Emergency;

namespace HydraBot.Doors.Http.Constitution;

/// <summary>Which law is in force.</summary>
/// <param name="Version">The version that it gives itself.</param>
/// <param name="Sha256">Of its text, in lower-case hexadecimal.</param>
/// <param name="Constraints">How many articles it has.</param>
/// <param name="Rules">How many rules they hold.</param>
/// <param name="Operations">How many operations it is asked about.</param>
/// <param name="PendingApprovals">How many requests wait for people.</param>
/// <param name="AuditEntries">How long the audit chain is.</param>
/// <param name="EmergencyStop">Whether the stop is pulled.</param>
internal sealed record ConstitutionStatus(
    string Version, string Sha256, int Constraints, int Rules, int Operations, int PendingApprovals, long AuditEntries, EmergencyAnswer EmergencyStop);

/// <summary>Whether the emergency stop is pulled.</summary>
/// <param name="Stopped">True while nothing but reading runs.</param>
/// <param name="By">Who changed it last.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
internal sealed record EmergencyAnswer(bool Stopped, string? By, string? Reason, DateTimeOffset? At)
{
    public static EmergencyAnswer Of(EmergencyState? state) => new(state is { Stopped: true }, state?.By, state?.Reason, state?.At);
}

/// <summary>What the law says of an act that somebody thinks of.</summary>
/// <param name="Decision">allow, deny or approve.</param>
/// <param name="Constraints">Ids of the articles that it stands on.</param>
/// <param name="Reasons">Their sentences.</param>
internal sealed record CheckAnswer(Decision Decision, IReadOnlyList<string> Constraints, IReadOnlyList<string> Reasons);
