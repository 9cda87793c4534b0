using HydraBot.Governance;

namespace HydraBot.Fleet.Disk;

/// <summary>Takes a verified backup of a volume before it goes. A house without backups lets no volume go.</summary>
internal interface IVolumeKeeper
{
    /// <returns>The name of the backup.</returns>
    /// <exception cref="Governance.Operations.OperationException">None could be taken.</exception>
    Task<string> KeepAsync(Clearance clearance, string volume, CancellationToken cancellationToken);
}
