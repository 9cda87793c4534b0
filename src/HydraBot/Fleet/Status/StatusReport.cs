using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Status;

/// <summary>How everything stands.</summary>
/// <param name="Severity">The worst of all sections.</param>
/// <param name="Concerns">What somebody should look at.</param>
/// <param name="Version">The bot's version.</param>
/// <param name="UptimeSeconds">Since the bot was started.</param>
/// <param name="Sections">Part by part.</param>
internal sealed record StatusReport(
    CardSeverity Severity, IReadOnlyList<string> Concerns, string Version, double UptimeSeconds, IReadOnlyList<StatusReportSection> Sections);

/// <summary>How one part stands.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Severity">How it feels.</param>
/// <param name="Text">A few lines in Markdown.</param>
/// <param name="Figures">The figures behind them.</param>
internal sealed record StatusReportSection(string Name, CardSeverity Severity, string Text, IReadOnlyDictionary<string, double> Figures);
