using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Stored;

/// <summary>How the parts of a row that are no columns are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Caller))]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "Texts")]
internal sealed partial class StoredJson : JsonSerializerContext;
