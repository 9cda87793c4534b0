using System.Text.Json;
using System.Text.Json.Serialization;

namespace HydraBot.Governance.Audit;

/// <summary>Writes an enumeration's names in camelCase, as every door does.</summary>
// Stryker disable once boolean : a process makes it once, before a mutation is switched on; AuditChainTests holds it.
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
