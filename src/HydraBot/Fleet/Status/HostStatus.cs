using System.Globalization;
using System.Text;
using HydraBot.Fleet.Host;
using HydraBot.Fleet.Metrics;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Status;

/// <summary>The host's section of the status.</summary>
internal sealed class HostStatus(HostReader reader, IOptions<FleetOptions> options) : IStatusSource
{
    private const double DiskWarning = 85, DiskBad = 95, MemoryWarning = 90, MemoryBad = 97, Hot = 85, TooHot = 95;

    /// <summary>More file systems than this do not fit on a phone; the fullest are shown.</summary>
    private const int MostDisks = 4, MostSensors = 3;

    public string Name => "Host";

    public int Order => 10;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var host = await reader.ReadAsync(cancellationToken);
        var temperatures = Temperatures.Read(options.Value.SysPath);
        var concerns = Concerns(host).Concat(Concerns(temperatures)).ToArray();
        return new StatusSection(concerns.Select(concern => concern.Severity).DefaultIfEmpty(CardSeverity.Good).Max(), Text(host, temperatures))
        {
            Concerns = [.. concerns.Select(concern => concern.Text)],
            Figures = Figures(host, temperatures),
        };
    }

    private static IEnumerable<(CardSeverity Severity, string Text)> Concerns(HostReading host)
    {
        if (host.Memory.UsedPercent >= MemoryWarning)
            yield return (Grade(host.Memory.UsedPercent, MemoryBad), $"Memory is {Units.Percent(host.Memory.UsedPercent)} full.");
        foreach (var disk in host.Disks.Where(disk => disk.UsedPercent >= DiskWarning))
            yield return (Grade(disk.UsedPercent, DiskBad), $"Disk `{disk.Path}` is {Units.Percent(disk.UsedPercent)} full, {Units.Bytes(disk.Free)} are left.");
        foreach (var disk in host.Disks.Where(disk => disk.InodePercent >= DiskWarning))
            yield return (Grade(disk.InodePercent!.Value, DiskBad), string.Create(CultureInfo.InvariantCulture, $"Disk `{disk.Path}` has {Units.Percent(disk.InodePercent.Value)} of its inodes in use: room for {disk.Inodes!.Free} more files."));
        if (host.Load is [_, var five, ..] && five > 2 * host.Processors)
            yield return (CardSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"Load is {five:0.0} over 5 minutes on {host.Processors} processors."));
    }

    private static IEnumerable<(CardSeverity Severity, string Text)> Concerns(IReadOnlyDictionary<string, double> temperatures) =>
        temperatures.Where(sensor => sensor.Value >= Hot).Select(sensor => (Grade(sensor.Value, TooHot), string.Create(CultureInfo.InvariantCulture, $"`{sensor.Key}` is {sensor.Value:0} °C hot.")));

    private static CardSeverity Grade(double percent, double bad) => percent >= bad ? CardSeverity.Bad : CardSeverity.Warning;

    private static string Text(HostReading host, IReadOnlyDictionary<string, double> temperatures)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"`{host.Name}` up {Units.Duration(host.Uptime)}, load {string.Join(' ', host.Load.Select(load => load.ToString("0.00", CultureInfo.InvariantCulture)))}")
            .AppendLine(Line("CPU", host.CpuPercent, $"of {host.Processors}"))
            .AppendLine(Line("Memory", host.Memory.UsedPercent, $"of {Units.Bytes(host.Memory.Total)}"));
        foreach (var disk in host.Disks.OrderByDescending(disk => disk.UsedPercent).Take(MostDisks))
            text.AppendLine(Line(disk.Path, disk.UsedPercent, $"{Units.Bytes(disk.Free)} free{(disk.InodePercent is { } inodes ? $", {Units.Percent(inodes)} of inodes" : "")}"));
        if (host.Disks.Count > MostDisks)
            text.AppendLine(CultureInfo.InvariantCulture, $"and {host.Disks.Count - MostDisks} less full file systems");
        if (temperatures.Count > 0)
            text.AppendJoin(", ", temperatures.OrderByDescending(sensor => sensor.Value).Take(MostSensors).Select(sensor => string.Create(CultureInfo.InvariantCulture, $"{sensor.Value:0} °C **{sensor.Key}**")));
        return text.ToString().TrimEnd();
    }

    private static string Line(string name, double percent, string note) => $"`{Units.Bar(percent)}` {Units.Percent(percent)} **{name}** {note}";

    private static Dictionary<string, double> Figures(HostReading host, IReadOnlyDictionary<string, double> temperatures)
    {
        var figures = new Dictionary<string, double>
        {
            ["cpuPercent"] = Math.Round(host.CpuPercent, 1),
            ["memoryPercent"] = Math.Round(host.Memory.UsedPercent, 1),
            ["memoryTotalBytes"] = host.Memory.Total,
            ["memoryAvailableBytes"] = host.Memory.Available,
            ["uptimeSeconds"] = Math.Round(host.Uptime.TotalSeconds),
        };
        foreach (var (load, minutes) in host.Load.Zip([1, 5, 15]))
            figures[$"load{minutes}"] = load;
        foreach (var disk in host.Disks)
            figures[$"diskPercent:{disk.Path}"] = Math.Round(disk.UsedPercent, 1);
        foreach (var disk in host.Disks.Where(disk => disk.Inodes is not null))
            figures[$"inodePercent:{disk.Path}"] = Math.Round(disk.InodePercent!.Value, 1);
        foreach (var (sensor, degrees) in temperatures)
            figures[$"temperature:{sensor}"] = degrees;
        return figures;
    }
}
