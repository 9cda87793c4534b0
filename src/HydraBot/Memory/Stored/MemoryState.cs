namespace HydraBot.Memory.Stored;

/// <summary>How a memory stands. The numbers are stored.</summary>
internal enum MemoryState
{
    Active = 0,

    /// <summary>A newer one says otherwise; it stays for those who ask how it was.</summary>
    Superseded = 1,

    /// <summary>Something that it was made of is not true any more; it is shown with that warning until somebody looks.</summary>
    Suspect = 2,

    /// <summary>Cold: found when nothing warmer says it.</summary>
    Archived = 3,
}
