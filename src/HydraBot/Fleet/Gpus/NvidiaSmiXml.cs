using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Gpus;

/// <summary>Reads what <c>nvidia-smi -q -x</c> prints. A part that a card has not is <c>N/A</c>; names differ between versions of the driver.</summary>
internal static class NvidiaSmiXml
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    /// <exception cref="OperationException">It is no such text.</exception>
    public static IReadOnlyList<GpuReading> Parse(string xml)
    {
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Settings);
            root = XElement.Load(reader);
        }
        catch (XmlException exception)
        {
            throw new OperationException($"nvidia-smi printed no XML: {exception.Message}", exception);
        }

        return [.. root.Elements("gpu").Select(Read)];
    }

    private static GpuReading Read(XElement gpu, int index)
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        Take(figures, "utilisation", gpu.Element("utilization")?.Element("gpu_util"));
        Take(figures, "memoryUsed", gpu.Element("fb_memory_usage")?.Element("used"));
        Take(figures, "memoryTotal", gpu.Element("fb_memory_usage")?.Element("total"));
        Take(figures, "temperature", gpu.Element("temperature")?.Element("gpu_temp"));
        Take(figures, "fan", gpu.Element("fan_speed"));
        // Up to driver 530 power_readings, from then on gpu_power_readings; the draw got names of its own with 570.
        var power = gpu.Element("gpu_power_readings") ?? gpu.Element("power_readings");
        Take(figures, "power", power?.Element("power_draw") ?? power?.Element("instant_power_draw") ?? power?.Element("average_power_draw"));
        Take(figures, "powerLimit", power?.Element("current_power_limit") ?? power?.Element("power_limit"));
        if (figures.TryGetValue("memoryUsed", out var used) && figures.TryGetValue("memoryTotal", out var total) && total > 0)
            figures["memory"] = Math.Round(100 * used / total, 1);
        return new GpuReading(index, gpu.Element("product_name")?.Value.Trim() ?? "GPU", figures, [.. Throttles(gpu)], [.. Processes(gpu)]);
    }

    /// <summary>Idle and the limits that somebody set on purpose are no trouble.</summary>
    private static IEnumerable<string> Throttles(XElement gpu) => ((gpu.Element("clocks_event_reasons") ?? gpu.Element("clocks_throttle_reasons"))?.Elements() ?? [])
        .Where(reason => reason.Value.Trim() == "Active")
        .Select(reason => reason.Name.LocalName.Replace("clocks_event_reason_", "", StringComparison.Ordinal).Replace("clocks_throttle_reason_", "", StringComparison.Ordinal))
        .Where(name => name is not ("gpu_idle" or "applications_clocks_setting" or "sync_boost" or "display_clocks_setting"))
        .Select(name => name.Replace('_', ' '));

    private static IEnumerable<GpuProcess> Processes(XElement gpu) => (gpu.Element("processes")?.Elements("process_info") ?? []).Select(process => new GpuProcess(
        long.TryParse(process.Element("pid")?.Value, CultureInfo.InvariantCulture, out var id) ? id : 0,
        Path.GetFileName(process.Element("process_name")?.Value.Trim() ?? ""),
        Number(process.Element("used_memory")) ?? 0));

    private static void Take(Dictionary<string, double> figures, string name, XElement? element)
    {
        if (Number(element) is { } value)
            figures[name] = value;
    }

    /// <summary>"45 %", "24564 MiB", "71.24 W"; null for N/A.</summary>
    private static double? Number(XElement? element) =>
        double.TryParse(element?.Value.Trim().Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
