using HydraBot.Law.Evidence;

namespace HydraBot.Backups.Shelf;

/// <summary>A backup in the folder.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Manifest">What stands beside it.</param>
internal sealed record StoredBackup(string Path, BackupManifest Manifest)
{
    /// <summary>By which people name it: its target's folder and its file.</summary>
    public string Name => $"{System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Path))}/{Manifest.File}";
}
