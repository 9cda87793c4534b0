namespace HydraBot.Governance.Readers.Paths;

/// <summary>What a place is to the law.</summary>
internal enum PlaceKind
{
    None,
    Root,
    Audit,
    Secrets,
    Data,
    Backups,
    Law,
}
