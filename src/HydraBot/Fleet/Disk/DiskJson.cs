using System.Text.Json;
using System.Text.Json.Serialization;

namespace HydraBot.Fleet.Disk;

[JsonSerializable(typeof(CleanupPreview))]
[JsonSerializable(typeof(CleanupReport))]
[JsonSerializable(typeof(DiskUsage))]
internal sealed partial class DiskJson : JsonSerializerContext;

/// <summary>As it is stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<CleanupItem>))]
internal sealed partial class DiskWire : JsonSerializerContext;
