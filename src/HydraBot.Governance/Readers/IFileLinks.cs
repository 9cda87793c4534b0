namespace HydraBot.Governance.Readers;

/// <summary>Looks where links lead, which the kernel itself cannot.</summary>
public interface IFileLinks
{
    /// <summary>
    /// The same absolute path with every link among its existing parts followed; what does not exist yet is kept as it is. Null when that
    /// cannot be found out, for example for want of rights or because links go in circles.
    /// </summary>
    string? Resolve(string path);
}
