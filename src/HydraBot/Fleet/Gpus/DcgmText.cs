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
        ["DCGM_FI_DEV_POWER_MGMT_LIMIT"] = "powerLimit",
        ["DCGM_FI_DEV_FAN_SPEED"] = "fan",
        ["DCGM_FI_DEV_GPU_TEMP"] = "temperature",
    };

    /// <summary>Its name until DCGM 3.3, and since.</summary>
    private static readonly string[] ReasonNames = ["DCGM_FI_DEV_CLOCK_THROTTLE_REASONS", "DCGM_FI_DEV_CLOCKS_EVENT_REASONS"];

    /// <summary>Bits of NVML's clocks event reasons, in the words of nvidia-smi; idle and limits that somebody set on purpose are no trouble.</summary>
    private static readonly (long Bit, string Words)[] Reasons = [(0x4, "sw power cap"), (0x8, "hw slowdown"), (0x20, "sw thermal slowdown"), (0x40, "hw thermal slowdown"), (0x80, "hw power brake slowdown")];

    public static IReadOnlyList<GpuReading> Parse(string text)
    {
        var throttles = new Dictionary<int, long>();
        var cards = new SortedDictionary<int, (string Name, Dictionary<string, double> Figures)>();
        foreach (var line in text.Split('\n').Select(line => Sample().Match(line)).Where(match => match.Success))
        {
            var labels = Label().Matches(line.Groups["labels"].Value).ToDictionary(label => label.Groups["name"].Value, label => label.Groups["value"].Value, StringComparer.Ordinal);
            if (!int.TryParse(labels.GetValueOrDefault("gpu"), CultureInfo.InvariantCulture, out var index)
                || !double.TryParse(line.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                continue;
            if (ReasonNames.Contains(line.Groups["metric"].Value))
                throttles[index] = (long)value;
            if (!Names.TryGetValue(line.Groups["metric"].Value, out var name))
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

        return [.. cards.Select(card => new GpuReading(card.Key, card.Value.Name, card.Value.Figures, [.. Reasons.Where(reason => (throttles.GetValueOrDefault(card.Key) & reason.Bit) != 0).Select(reason => reason.Words)], []))];
    }

    [GeneratedRegex(@"^(?<metric>[A-Z_]+)\{(?<labels>.*)\}\s+(?<value>\S+)")]
    private static partial Regex Sample();

    [GeneratedRegex("(?<name>[A-Za-z_]+)=\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Label();
}
