using System.Text.Json;
using HydraBot.Hosting;

namespace HydraBot.Fleet.Drives;

/// <summary>Reads what <c>smartctl --json</c> (7.0 and later) prints.</summary>
internal static class SmartJson
{
    private const int ReallocatedSectors = 5, LostSectors = 187, PendingSectors = 197, BadSectors = 198;

    /// <summary>Bit 0 of an NVMe drive's critical warning (NVM Express base specification, SMART / Health Information): the spare is below its threshold.</summary>
    private const long SpareBelow = 1;

    /// <summary>What solid-state drives call how much of their life is left, in percent of it.</summary>
    private static readonly string[] LifeLeft = ["Wear_Leveling_Count", "Media_Wearout_Indicator", "SSD_Life_Left", "Percent_Lifetime_Remain"];

    /// <summary>The drives of <c>--scan-open</c>: where each is, and how it is spoken to.</summary>
    public static IReadOnlyList<(string Device, string Type)> Drives(JsonElement scan) =>
        [.. scan.ItemsAt("devices").Select(device => (device.Text("name") ?? "", device.Text("type") ?? "auto")).Where(device => device.Item1.Length > 0)];

    /// <summary>A drive of <c>-a</c>; null for one that says nothing of itself, such as a card reader or one that sleeps.</summary>
    public static DriveReading? Read(string device, JsonElement all)
    {
        var attributes = all.At("ata_smart_attributes")?.ItemsAt("table").ToArray() ?? [];
        var nvme = all.At("nvme_smart_health_information_log");
        var passed = all.At("smart_status")?.Flag("passed");
        if (passed is null && attributes.Length == 0 && nvme is null)
            return null;
        return new DriveReading(
            device,
            all.Text("model_name") ?? all.Text("scsi_model_name") ?? device,
            passed,
            all.At("temperature")?.Number("current") ?? nvme?.Number("temperature"),
            Raw(attributes, ReallocatedSectors) ?? all.Number("scsi_grown_defect_list"),
            Raw(attributes, PendingSectors),
            nvme?.Number("media_errors") ?? Raw(attributes, LostSectors) ?? Raw(attributes, BadSectors),
            nvme?.Number("percentage_used") ?? Worn(attributes),
            ((nvme?.Number("critical_warning") ?? 0) & SpareBelow) != 0,
            all.At("power_on_time")?.Number("hours") ?? nvme?.Number("power_on_hours"));
    }

    /// <summary>Why there is nothing to read, in the program's own words.</summary>
    public static string? Trouble(JsonElement answer) => answer.At("smartctl")?.ItemsAt("messages").FirstOrDefault(message => message.Text("severity") == "error") is { ValueKind: JsonValueKind.Object } message ? message.Text("string") : null;

    private static long? Raw(JsonElement[] attributes, int id) => attributes.FirstOrDefault(attribute => attribute.Number("id") == id).At("raw")?.Number("value");

    private static double? Worn(JsonElement[] attributes) => attributes.FirstOrDefault(attribute => LifeLeft.Contains(attribute.Text("name"))).Number("value") is { } left ? Math.Max(0, 100 - left) : null;
}
