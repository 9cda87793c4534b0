using System.Text.Json.Serialization;
using HydraBot.Repository.Committing;
using HydraBot.Repository.Git;
using HydraBot.Repository.Progress;
using HydraBot.Repository.Publishing;
using HydraBot.Repository.Showing;

namespace HydraBot.Repository;

[JsonSerializable(typeof(RepositoryReport))]
[JsonSerializable(typeof(RepositoryDiff))]
[JsonSerializable(typeof(CommitList))]
[JsonSerializable(typeof(BlamedLine))]
[JsonSerializable(typeof(CommitDraft))]
[JsonSerializable(typeof(Commit))]
[JsonSerializable(typeof(BranchPlace))]
[JsonSerializable(typeof(TagPlace))]
[JsonSerializable(typeof(Transfer))]
[JsonSerializable(typeof(RoadmapList))]
[JsonSerializable(typeof(RoadmapItem))]
[JsonSerializable(typeof(HouseState))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class RepositoryJson : JsonSerializerContext;
