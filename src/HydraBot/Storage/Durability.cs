namespace HydraBot.Storage;

/// <summary>How safe a write is when its transaction returns. Either way it is whole or not there at all.</summary>
internal enum Durability
{
    /// <summary>It survives the end of the process; a loss of power may take the newest of these.</summary>
    Process = 0,

    /// <summary>It is on the disk, and everything written before it too: it survives a loss of power.</summary>
    Disk = 1,
}
