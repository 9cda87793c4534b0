using System.Text.Json.Serialization;
using HydraBot.Plans.Operations;
using HydraBot.Plans.Working;

namespace HydraBot.Plans;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(PlanTicked))]
[JsonSerializable(typeof(GoalArguments))]
[JsonSerializable(typeof(TickArguments))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
internal sealed partial class PlansJson : JsonSerializerContext;
