using System.Text.Json.Serialization;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Law.Approvals;
using HydraBot.Law.Audit;
using HydraBot.Law.Constitution;

namespace HydraBot.Law;

/// <summary>The records of the law's operations, and what their parameters are made of.</summary>
[JsonSerializable(typeof(ApprovalListView))]
[JsonSerializable(typeof(ApprovalView))]
[JsonSerializable(typeof(AuditTailView))]
[JsonSerializable(typeof(AuditSearchView))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(CheckpointView))]
[JsonSerializable(typeof(MerkleProof))]
[JsonSerializable(typeof(SealedView))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(ConstitutionView))]
[JsonSerializable(typeof(EmergencyState))]
[JsonSerializable(typeof(PendingLawView))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(string))]
internal sealed partial class LawJson : JsonSerializerContext;
