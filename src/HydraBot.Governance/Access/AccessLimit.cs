using HydraBot.Governance.Constitution;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Access;

/// <summary>How often one caller may do something, whatever the law allows; all operations that fit are counted together.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="Operations">Which operations it counts.</param>
/// <param name="Callers">Ids or names of those whom it holds for; everybody where it is empty.</param>
/// <param name="Pace">How often.</param>
public sealed record AccessLimit(string Name, IReadOnlyList<NamePattern> Operations, IReadOnlyList<string> Callers, Pace Pace)
{
    internal bool HoldsFor(OperationRequest request) =>
        Operations.Any(pattern => pattern.Matches(request.Operation))
        && (Callers.Count == 0 || Callers.Any(caller =>
            string.Equals(caller, request.Caller.Id, StringComparison.Ordinal) || string.Equals(caller, request.Caller.Name, StringComparison.OrdinalIgnoreCase)));
}
