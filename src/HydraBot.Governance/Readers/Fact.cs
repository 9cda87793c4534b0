namespace HydraBot.Governance.Readers;

/// <summary>Something that an act would do, as its text was understood.</summary>
/// <param name="Name">One of <see cref="FactNames"/>.</param>
/// <param name="Detail">What was seen, in words for people.</param>
/// <param name="Subject">What it is done to, where a rule needs to know: the name of a database, a path.</param>
public sealed record Fact(string Name, string Detail, string? Subject = null);
