using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Documents;
using HydraBot.Memory.Embeddings;
using HydraBot.Memory.Exchange;
using HydraBot.Memory.Operations;
using HydraBot.Memory.Relations;
using HydraBot.Memory.Skills;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Truth;

namespace HydraBot.Memory;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NewMemory))]
[JsonSerializable(typeof(IReadOnlyList<NewMemory>), TypeInfoPropertyName = "NewMemories")]
[JsonSerializable(typeof(RememberedOne))]
[JsonSerializable(typeof(RememberedMany))]
[JsonSerializable(typeof(MemoryView))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(SearchRated))]
[JsonSerializable(typeof(WhyAnswer))]
[JsonSerializable(typeof(ForgottenAnswer))]
[JsonSerializable(typeof(CoreBlock))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(RevealedSecret))]
[JsonSerializable(typeof(RelatedGraph))]
[JsonSerializable(typeof(ConsolidationReport))]
[JsonSerializable(typeof(StateBefore))]
[JsonSerializable(typeof(UndoneRun))]
[JsonSerializable(typeof(ExportedMemory))]
[JsonSerializable(typeof(ExportAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(LearnedDocument))]
[JsonSerializable(typeof(DocumentsAnswer))]
[JsonSerializable(typeof(EmbeddingSource))]
[JsonSerializable(typeof(DisputeList))]
[JsonSerializable(typeof(SettledDispute))]
[JsonSerializable(typeof(DisputeAnswer))]
[JsonSerializable(typeof(BeforeDispute))]
[JsonSerializable(typeof(SkillDefinition))]
[JsonSerializable(typeof(SavedSkill))]
[JsonSerializable(typeof(SkillList))]
[JsonSerializable(typeof(SkillStory))]
[JsonSerializable(typeof(SkillRunView))]
[JsonSerializable(typeof(AnsweredProposal))]
[JsonSerializable(typeof(Caller))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(IReadOnlyList<MemoryTier>), TypeInfoPropertyName = "Tiers")]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "Texts")]
[JsonSerializable(typeof(string[]))]
internal sealed partial class MemoryJson : JsonSerializerContext;
