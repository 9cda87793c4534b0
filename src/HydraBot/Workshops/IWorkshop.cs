using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops;

/// <summary>A program beside the house that can be looked at.</summary>
internal interface IWorkshop
{
    /// <summary>The lines to it: several where a workshop has several addresses.</summary>
    IReadOnlyList<WorkshopLine> Lines { get; }

    /// <summary>Asks how it is, and says so in a few words.</summary>
    /// <exception cref="Governance.Operations.OperationException">It does not answer.</exception>
    Task<string> LookAsync(WorkshopLine line, CancellationToken cancellationToken);
}
