namespace HydraBot.Memory;

/// <summary>What kind of memory it is. The numbers are stored.</summary>
internal enum MemoryTier
{
    /// <summary>Who people are and what always holds: in every prompt.</summary>
    Core = 0,

    /// <summary>What happened, as it was said; never rewritten.</summary>
    Episodic = 1,

    /// <summary>What is true, and from when to when.</summary>
    Semantic = 2,

    /// <summary>How things are done.</summary>
    Procedural = 3,

    /// <summary>Pieces of documents.</summary>
    Resource = 4,

    /// <summary>The long-term archive, and secrets, which are kept encrypted and never searched.</summary>
    Vault = 5,
}
