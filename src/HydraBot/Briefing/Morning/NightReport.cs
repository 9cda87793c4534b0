namespace HydraBot.Briefing.Morning;

/// <summary>What happened in a span of time, in an order of importance.</summary>
/// <param name="Since">Its beginning.</param>
/// <param name="Until">Its end.</param>
/// <param name="NeedsYou">What a person has to decide or do; the first thing one reads.</param>
/// <param name="Done">What changed something and went well, by operation.</param>
/// <param name="Failed">What was tried and did not go well, with the reason.</param>
/// <param name="Refused">What the law or a person said no to, with the reason.</param>
/// <param name="House">What the house did by itself, in one line each.</param>
/// <param name="Sections">What rooms have to say.</param>
internal sealed record NightReport(
    DateTimeOffset Since,
    DateTimeOffset Until,
    IReadOnlyList<string> NeedsYou,
    IReadOnlyList<string> Done,
    IReadOnlyList<string> Failed,
    IReadOnlyList<string> Refused,
    IReadOnlyList<string> House,
    IReadOnlyList<NightSection> Sections);

/// <summary>What one room has to say.</summary>
internal sealed record NightSection(string Heading, IReadOnlyList<string> Lines);
