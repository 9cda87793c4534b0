using System.Text.Json.Serialization;

namespace HydraBot.DiscordEmulator.Gateway;

[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class GatewayJson : JsonSerializerContext;
