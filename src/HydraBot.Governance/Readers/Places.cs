namespace HydraBot.Governance.Readers;

/// <summary>The places on the machine that the law speaks of, as absolute paths.</summary>
public sealed record Places
{
    /// <summary>Where files may be changed or deleted; everything else is outside.</summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Where records of what happened are kept.</summary>
    public IReadOnlyList<string> Audit { get; init; } = [];

    /// <summary>Where keys and passwords are kept.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Where people's data and the house's own tables are kept.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Where copies are kept.</summary>
    public IReadOnlyList<string> Backups { get; init; } = [];

    /// <summary>The law, its kernel, the house's own program.</summary>
    public IReadOnlyList<string> Law { get; init; } = [];

    /// <summary>The home folder that <c>~</c> and <c>$HOME</c> stand for.</summary>
    public string Home { get; init; } = "/root";

    /// <summary>The port of the house's own HTTP door.</summary>
    public int ApiPort { get; init; } = 8700;

    /// <summary>Names of the house's own database.</summary>
    public IReadOnlyList<string> OwnDatabases { get; init; } = ["hydrabot"];
}
