using System.Text.Json.Serialization;

namespace HydraBot.Governance.Audit;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditLink))]
internal sealed partial class AuditJson : JsonSerializerContext;
