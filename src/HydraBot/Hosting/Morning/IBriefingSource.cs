namespace HydraBot.Hosting.Morning;

/// <summary>A room that has something to say in the morning, beyond what the audit chain tells. Whoever registers one is heard.</summary>
internal interface IBriefingSource
{
    /// <summary>The heading, for people.</summary>
    string Heading { get; }

    /// <summary>Where it stands among the others; smaller is further up.</summary>
    int Order { get; }

    /// <summary>Lines about this span, the most important first; what needs a person apart.</summary>
    Task<BriefingLines> ReadAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>What a source says.</summary>
/// <param name="Lines">A short sentence each.</param>
/// <param name="NeedsYou">What a person has to decide or do.</param>
internal sealed record BriefingLines(IReadOnlyList<string> Lines, IReadOnlyList<string> NeedsYou)
{
    /// <summary>What comes before the address in a line that leads somewhere.</summary>
    public const string Link = " · [look](";

    /// <summary>A line that leads to the message that it is about, where there is one.</summary>
    public static string Linked(string line, string? address) => address is null ? line : $"{line}{Link}{address})";
}
