using System.Text.Json.Serialization;
using HydraBot.ForeignTools.Connections;
using HydraBot.ForeignTools.Operations;

namespace HydraBot.ForeignTools;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ForeignAnswer))]
[JsonSerializable(typeof(ForeignServersView))]
[JsonSerializable(typeof(ForeignTrust))]
internal sealed partial class ForeignToolsJson : JsonSerializerContext;
