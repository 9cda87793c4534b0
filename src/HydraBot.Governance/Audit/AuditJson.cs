using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Audit;

// Arguments may be as deep as a reader takes them (64), and stand a few levels down in a link: what is written must be read back.
[JsonSourceGenerationOptions(
    MaxDepth = 80,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(CamelCaseEnum<AuditKind>), typeof(CamelCaseEnum<Door>), typeof(CamelCaseEnum<CallerKind>),
        typeof(CamelCaseEnum<AccessLevel>), typeof(CamelCaseEnum<OperationEffect>),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditLink))]
internal sealed partial class AuditJson : JsonSerializerContext;
