using System.Text.Json.Serialization;

namespace HydraBot.Repository.Progress;

/// <summary>The file's form: for people and for programs.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(HouseState))]
internal sealed partial class StateJson : JsonSerializerContext;
