namespace HydraBot.Fleet.Gpus;

/// <summary>A graphics card.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Name">Its model.</param>
/// <param name="Figures">
/// What could be read: <c>utilisation</c> and <c>memory</c> in percent, <c>memoryUsed</c> and <c>memoryTotal</c> in MiB, <c>power</c> and
/// <c>powerLimit</c> in watts, <c>temperature</c> in degrees Celsius, <c>fan</c> in percent.
/// </param>
/// <param name="Throttles">Why its clock is held back, where it is.</param>
/// <param name="Processes">What runs on it.</param>
internal sealed record GpuReading(
    int Index, string Name, IReadOnlyDictionary<string, double> Figures, IReadOnlyList<string> Throttles, IReadOnlyList<GpuProcess> Processes)
{
    public double? Figure(string name) => Figures.TryGetValue(name, out var value) ? value : null;
}

/// <summary>A program on a graphics card.</summary>
/// <param name="Id">Its process id on the host.</param>
/// <param name="Name">Its name.</param>
/// <param name="MemoryMib">Of the card's memory.</param>
internal sealed record GpuProcess(long Id, string Name, double MemoryMib);
