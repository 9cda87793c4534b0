using System.Text.Json.Serialization;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Operations;
using HydraBot.Improvement.Speed;
using HydraBot.Improvement.Testing;

namespace HydraBot.Improvement;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ArchiveView))]
[JsonSerializable(typeof(BaselineReport))]
[JsonSerializable(typeof(BenchmarkReport))]
[JsonSerializable(typeof(BenchmarkResult))]
[JsonSerializable(typeof(Evidence))]
[JsonSerializable(typeof(ExperimentPlan))]
[JsonSerializable(typeof(ExperimentView))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ImprovementStatus))]
[JsonSerializable(typeof(ProposalList))]
[JsonSerializable(typeof(ProposalView))]
[JsonSerializable(typeof(HydraBot.Improvement.Proposals.Proposal))]
[JsonSerializable(typeof(IReadOnlyList<HydraBot.Improvement.Proposals.Transition>))]
[JsonSerializable(typeof(RunComparison))]
[JsonSerializable(typeof(SearchReport))]
[JsonSerializable(typeof(SpeedAbilities))]
[JsonSerializable(typeof(SpeedApplied))]
[JsonSerializable(typeof(SpeedFinding))]
[JsonSerializable(typeof(SpeedFindings))]
[JsonSerializable(typeof(TunableView))]
[JsonSerializable(typeof(System.Text.Json.JsonElement?))]
[JsonSerializable(typeof(HydraBot.Improvement.Proposals.ProposalKind))]
[JsonSerializable(typeof(HydraBot.Improvement.Proposals.ProposalState?))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Guid?))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(string))]
internal sealed partial class ImprovementJson : JsonSerializerContext;
