using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>Who may decide in whose place while those sleep: named people, named operations, named hours.</summary>
/// <remarks>Law, record and emergency stop are never delegated, whatever the settings say.</remarks>
/// <param name="From">When it begins, local time.</param>
/// <param name="Until">When it ends; earlier than <paramref name="From"/> where the night is in between.</param>
/// <param name="Zone">Whose local time.</param>
/// <param name="Delegates">Ids of members; each needs the access of an Operator.</param>
/// <param name="Operations">What they may decide.</param>
public sealed record Delegation(
    TimeOnly From, TimeOnly Until, TimeZoneInfo Zone, IReadOnlyList<string> Delegates, IReadOnlyList<NamePattern> Operations)
{
    /// <summary>What somebody's hand is worth for an operation at a moment.</summary>
    public AccessLevel Worth(Caller voter, string operation, AccessLevel wanted, DateTimeOffset at)
    {
        var lends = voter.Access >= AccessLevel.Operator
            && Delegates.Contains(voter.Id, StringComparer.Ordinal)
            && operation.Split('.')[0] is not ("emergency" or "constitution" or "audit" or "approval")
            && Operations.Any(pattern => pattern.Matches(operation))
            && TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime).IsBetween(From, Until);
        return lends ? (AccessLevel)Math.Max((int)wanted, (int)voter.Access) : voter.Access;
    }
}
