using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Keys;

/// <summary>The least access of a key that may call an endpoint which reads without being an operation.</summary>
/// <param name="Level">That access.</param>
/// <param name="Operation">The operation that shows the same; a key that is for some operations alone needs it among them,
/// and where none is named, does not get in.</param>
internal sealed record RequiredAccess(AccessLevel Level, string? Operation = null);
