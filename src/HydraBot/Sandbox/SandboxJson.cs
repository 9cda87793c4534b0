using System.Text.Json.Serialization;
using HydraBot.Sandbox.History;
using HydraBot.Sandbox.Image;
using HydraBot.Sandbox.Isolation;
using HydraBot.Sandbox.Languages;
using HydraBot.Sandbox.Running;
using HydraBot.Sandbox.Status;
using HydraBot.Sandbox.Upkeep;

namespace HydraBot.Sandbox;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Dictionary<string, LanguageOptions>))]
[JsonSerializable(typeof(RecipeFile))]
[JsonSerializable(typeof(Execution))]
[JsonSerializable(typeof(PastExecutions))]
[JsonSerializable(typeof(LanguageList))]
[JsonSerializable(typeof(SandboxStatusReport))]
[JsonSerializable(typeof(IsolationReport))]
[JsonSerializable(typeof(Cleanup))]
[JsonSerializable(typeof(IReadOnlyList<GivenFile>))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(string))]
internal sealed partial class SandboxJson : JsonSerializerContext;
