using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Approvals;

/// <summary>
/// Takes note that a yes was meant for good. A request that may be answered so carries the argument <see cref="Argument"/>, which says in words
/// what would then be allowed; empty where nothing is offered. It decides nothing: the vote itself follows and counts, or does not.
/// </summary>
public interface IStandingAnswers
{
    /// <summary>The argument that offers a standing answer.</summary>
    const string Argument = "always";

    /// <summary>A member is about to say yes for good.</summary>
    Task ChosenAsync(Approval approval, Caller voter, CancellationToken cancellationToken);
}
