namespace HydraBot.Mls.Keys;

/// <summary>Where a leaf comes from (RFC 9420, section 7.2).</summary>
public enum LeafNodeSource : byte
{
    /// <summary>A key package: its owner was added.</summary>
    KeyPackage = 1,

    /// <summary>An update proposal of its owner.</summary>
    Update = 2,

    /// <summary>The update path of its owner's commit.</summary>
    Commit = 3,
}
