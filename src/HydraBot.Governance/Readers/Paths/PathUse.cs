namespace HydraBot.Governance.Readers.Paths;

/// <summary>What is done to a path.</summary>
internal enum PathUse
{
    /// <summary>Its content is read.</summary>
    Read,

    /// <summary>Something is created in it or added to it.</summary>
    Write,

    /// <summary>Its former content is lost.</summary>
    Overwrite,

    /// <summary>It goes away, with all that is below it.</summary>
    Delete,
}
