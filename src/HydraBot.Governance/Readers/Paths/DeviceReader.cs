using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Paths;

/// <summary>Paths that are no files: what lies below <c>/dev</c>, <c>/proc</c> and <c>/sys</c>.</summary>
internal static class DeviceReader
{
    /// <returns>True when nothing more is to be said.</returns>
    public static bool Judge(Findings findings, string[] path, PathUse use)
    {
        switch (path)
        {
            case ["dev", "null" or "zero" or "full" or "stdin" or "stdout" or "stderr" or "tty" or "random" or "urandom"]:
            case ["dev", "fd", _]:
                return true;
            case ["dev", "tcp" or "udp", var host, ..]:
                findings.Add(FactNames.NetworkUse, $"opens a connection to {Mark.Show(host)}");
                return true;
            case ["dev", "shm", ..]:
                findings.Add(FactNames.SystemChange, "uses shared memory");
                return true;
            case ["dev", var device, ..] when use != PathUse.Read:
                findings.Add(FactNames.SystemDestroy, $"writes to the device {Mark.Show(device)}");
                return true;
            case ["dev", var device, ..]:
                findings.Add(FactNames.Unclear, $"reads the device {Mark.Show(device)}");
                return true;
            case ["proc" or "sys", ..] when use != PathUse.Read:
                findings.Add(FactNames.SystemDestroy, $"changes the kernel's settings in /{Mark.Show(string.Join('/', path))}");
                return true;
            default:
                return false;
        }
    }
}
