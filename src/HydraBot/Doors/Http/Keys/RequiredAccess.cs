using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Keys;

/// <summary>The least access of a key that may call an endpoint which reads without being an operation.</summary>
internal sealed record RequiredAccess(AccessLevel Level);
