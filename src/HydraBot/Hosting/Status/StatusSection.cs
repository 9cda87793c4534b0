using HydraBot.Governance.Operations;

namespace HydraBot.Hosting.Status;

/// <summary>How one part of the house stands.</summary>
/// <param name="Severity">How it feels; the worst of all colours the whole.</param>
/// <param name="Text">A few lines of Discord's Markdown, at most 1024 characters.</param>
internal sealed record StatusSection(CardSeverity Severity, string Text)
{
    /// <summary>What somebody should look at, a short sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Concerns { get; init; } = [];

    /// <summary>The figures behind the text, for programs: names in camelCase with their unit, such as <c>memoryPercent</c>.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();
}
