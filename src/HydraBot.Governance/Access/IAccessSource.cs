using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Access;

/// <summary>Knows what access somebody has at this moment: what was asked may run hours later, and roles change.</summary>
public interface IAccessSource
{
    /// <summary>The caller as they are now; without access where they are gone or it cannot be found out.</summary>
    /// <returns>Null for callers of another kind, whom this source does not know.</returns>
    ValueTask<Caller?> NowAsync(Caller caller, CancellationToken cancellationToken);
}
