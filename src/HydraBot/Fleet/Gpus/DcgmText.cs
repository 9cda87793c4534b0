using System.Globalization;
using System.Text.RegularExpressions;

namespace HydraBot.Fleet.Gpus;

/// <summary>Reads the metrics of NVIDIA's DCGM exporter (https://github.com/NVIDIA/dcgm-exporter), in Prometheus' text form.</summary>
internal static partial class DcgmText
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["DCGM_FI_DEV_GPU_UTIL"] = "utilisation",
        ["DCGM_FI_DEV_FB_USED"] = "memoryUsed",
        ["DCGM_FI_DEV_FB_FREE"] = "memoryFree",
        ["DCGM_FI_DEV_POWER_USAGE"] = "power",
        ["DCGM_FI_DEV_GPU_TEMP"] = "temperature",
    };

    public static IReadOnlyList<GpuReading> Parse(string text)
    {
        var cards = new SortedDictionary<int, (string Name, Dictionary<string, double> Figures)>();
        foreach (var line in text.Split('\n').Select(line => Sample().Match(line)).Where(match => match.Success))
        {
            var labels = Label().Matches(line.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value, StringComparer.Ordinal);
            if (!Names.TryGetValue(line.Groups["metric"].Value, out var name) || !int.TryParse(labels.GetValueOrDefault("gpu"), CultureInfo.InvariantCulture, out var index)
                || !double.TryParse(line.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                continue;
            if (!cards.TryGetValue(index, out var card))
                cards[index] = card = (labels.GetValueOrDefault("modelName") ?? "GPU", new Dictionary<string, double>(StringComparer.Ordinal));
            card.Figures[name] = value;
        }

        foreach (var (_, figures) in cards.Values)
        {
            if (!figures.TryGetValue("memoryUsed", out var used) || !figures.Remove("memoryFree", out var free) || used + free <= 0)
                continue;
            figures["memoryTotal"] = used + free;
            figures["memory"] = Math.Round(100 * used / (used + free), 1);
        }

        return [.. cards.Select(card => new GpuReading(card.Key, card.Value.Name, card.Value.Figures, [], []))];
    }

    [GeneratedRegex(@"^(?<metric>[A-Z_]+)\{(?<labels>.*)\}\s+(?<value>\S+)")]
    private static partial Regex Sample();

    [GeneratedRegex("(?<name>[A-Za-z_]+)=\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Label();
}
