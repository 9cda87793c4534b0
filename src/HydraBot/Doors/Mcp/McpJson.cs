using System.Text.Json.Serialization;
using HydraBot.Doors.Mcp.Tools;

namespace HydraBot.Doors.Mcp;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PendingResult))]
[JsonSerializable(typeof(PagedResult))]
internal sealed partial class McpJson : JsonSerializerContext;
