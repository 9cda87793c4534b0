namespace HydraBot.Governance.Emergency;

/// <summary>Whether the stop is pulled, by whom and why.</summary>
/// <param name="Stopped">True while nothing but reading runs.</param>
/// <param name="By">Who changed it last.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record EmergencyState(bool Stopped, string By, string Reason, DateTimeOffset At);
