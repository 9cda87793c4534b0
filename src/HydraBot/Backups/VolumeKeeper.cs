using HydraBot.Backups.Targets;
using HydraBot.Fleet.Disk;
using HydraBot.Governance;

namespace HydraBot.Backups;

/// <summary>A backup of a volume that is about to go; each is a target of its own, so that none pushes another out.</summary>
internal sealed class VolumeKeeper(BackupWork work) : IVolumeKeeper
{
    private const int NameLength = 32;

    public async Task<string> KeepAsync(Clearance clearance, string volume, CancellationToken cancellationToken)
    {
        var target = new BackupTarget($"volume-{volume[..Math.Min(NameLength, volume.Length)]}", BackupKind.Volume, new BackupTargetOptions { Volume = volume });
        return (await work.CreateAsync(clearance, new BackupItem(target, volume, $"volume {volume}"), cancellationToken)).Name;
    }
}
