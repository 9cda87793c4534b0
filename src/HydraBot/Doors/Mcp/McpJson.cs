using System.Text.Json.Serialization;
using HydraBot.Doors.Mcp.Tools;

namespace HydraBot.Doors.Mcp;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HouseNote))]
[JsonSerializable(typeof(PendingResult))]
internal sealed partial class McpJson : JsonSerializerContext;
