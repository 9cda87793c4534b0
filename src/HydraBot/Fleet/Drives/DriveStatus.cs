using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Fleet.Drives;

/// <summary>The drives' section of the status, as they were last asked.</summary>
internal sealed class DriveStatus(DriveWatch watch) : IStatusSource
{
    private const int Most = 8;

    public string Name => "Drives";

    public int Order => 12;

    public ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var drives = watch.Drives;
        if (drives.Count == 0)
            return ValueTask.FromResult(new StatusSection(CardSeverity.Good, watch.Trouble ?? "None that can be read."));
        var ill = drives.Where(drive => drive.Troubles.Count > 0).ToArray();
        var worst = ill.Any(drive => drive.IsFailing) ? CardSeverity.Bad : ill.Length > 0 ? CardSeverity.Warning : CardSeverity.Good;
        var lines = drives.OrderByDescending(drive => drive.IsFailing).ThenByDescending(drive => drive.Troubles.Count).Take(Most).Select(Line);
        return ValueTask.FromResult(new StatusSection(worst, string.Join('\n', lines) + (drives.Count > Most ? $"\nand {drives.Count - Most} more, all well or better" : ""))
        {
            Concerns = [.. ill.Select(drive => $"Drive `{drive.Device}` {drive.Troubles[0]}.")],
            Figures = drives.SelectMany(DriveWatch.Figures).ToDictionary(),
        });
    }

    private static string Line(DriveReading drive)
    {
        var parts = new List<string> { $"**{drive.Name}** {drive.Model}" };
        if (drive.Temperature is { } degrees)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{degrees:0} °C"));
        if (drive.Worn is { } worn)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{worn:0} % worn"));
        if (drive.PowerOnHours is { } hours)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{hours / 8766.0:0.0} years on"));
        parts.Add(drive.Troubles.Count == 0 ? "well" : string.Join(", ", drive.Troubles));
        return string.Join(" · ", parts);
    }
}
