using HydraBot.Governance.Constitution;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Law.Constitution;

/// <summary>
/// The law that was last confirmed, kept in the data folder, beside the law that lies on disk. What changed on disk waits until an Owner
/// confirms it; the first start adopts what is there.
/// </summary>
internal sealed class AdoptedLaw(IOptions<ConstitutionOptions> options, IConfiguration settings)
{
    private readonly Lazy<(ConstitutionDocument InForce, ConstitutionDocument OnDisk)> _read = new(() =>
    {
        var onDisk = ConstitutionFile.Read(options.Value.Path);
        var kept = Place(settings);
        return (File.Exists(kept) ? ConstitutionReader.Read(File.ReadAllText(kept), kept) : onDisk, onDisk);
    });

    /// <summary>The law that this house obeys until it is started again.</summary>
    public ConstitutionDocument InForce => _read.Value.InForce;

    /// <summary>The law that lies on disk and is not in force; null when there is none.</summary>
    public ConstitutionDocument? Pending => Current() is { } onDisk && onDisk.Sha256 != InForce.Sha256 ? onDisk : null;

    /// <summary>True before anything was ever adopted.</summary>
    public bool IsFirst => !File.Exists(Place(settings));

    /// <summary>Makes what lies on disk the law from the next start on, whole or not at all.</summary>
    /// <exception cref="ConstitutionException">It is no law.</exception>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public ConstitutionDocument Adopt(string sha256)
    {
        var text = File.ReadAllText(ConstitutionFile.Find(options.Value.Path));
        var law = ConstitutionReader.Read(text, options.Value.Path);
        if (law.Sha256 != sha256)
            throw new IOException($"the law on disk is {law.Sha256[..12]}, not {sha256[..Math.Min(12, sha256.Length)]}");
        var kept = Place(settings);
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        File.WriteAllText(kept + ".new", text);
        File.Move(kept + ".new", kept, overwrite: true);
        return law;
    }

    private static string Place(IConfiguration settings) => Path.Combine(new ApplicationPaths(settings).Data, "law", "adopted.yaml");

    /// <summary>As it lies there now; null while it is no law.</summary>
    private ConstitutionDocument? Current()
    {
        try
        {
            return ConstitutionFile.Read(options.Value.Path);
        }
        catch (ConstitutionException)
        {
            // A faulty text cannot be adopted; the check of it tells why, and the law in force stays.
            return null;
        }
    }
}
