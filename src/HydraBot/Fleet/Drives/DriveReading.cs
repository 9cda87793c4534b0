using System.Globalization;

namespace HydraBot.Fleet.Drives;

/// <summary>What a drive says of itself. Null is what it does not say.</summary>
/// <param name="Device">Such as <c>/dev/sda</c>.</param>
/// <param name="Model">Its model.</param>
/// <param name="Passed">Its own judgement of its health.</param>
/// <param name="Temperature">Degrees Celsius.</param>
/// <param name="Reallocated">Sectors that it replaced (SATA, attribute 5).</param>
/// <param name="Pending">Sectors that it could not read and has not replaced yet (SATA, attribute 197).</param>
/// <param name="MediaErrors">Data that it could not bring back (NVMe; on SATA attribute 187 or 198).</param>
/// <param name="Worn">How much of its life is used, in percent; may be above 100.</param>
/// <param name="SpareLow">True when its spare cells are used up (NVMe).</param>
/// <param name="PowerOnHours">How long it has been on.</param>
internal sealed record DriveReading(
    string Device, string Model, bool? Passed, double? Temperature, long? Reallocated, long? Pending, long? MediaErrors, double? Worn, bool SpareLow, long? PowerOnHours)
{
    private const double MostlyWorn = 90;

    /// <summary>The last part of its path, by which its measurements are named.</summary>
    public string Name => Device[(Device.LastIndexOf('/') + 1)..];

    /// <summary>True when it will not be there for long: by its own word.</summary>
    public bool IsFailing => Passed == false || SpareLow;

    /// <summary>What is wrong with it, worst first; none where it is well.</summary>
    public IReadOnlyList<string> Troubles => [.. Found()];

    private IEnumerable<string> Found()
    {
        if (Passed == false)
            yield return "says itself that it fails";
        if (SpareLow)
            yield return "has no spare cells left";
        if (Pending > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"cannot read {Pending} sectors");
        if (MediaErrors > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"lost data {MediaErrors} times");
        if (Reallocated > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"replaced {Reallocated} sectors");
        if (Worn >= MostlyWorn)
            yield return string.Create(CultureInfo.InvariantCulture, $"is {Worn:0} % worn");
    }
}
