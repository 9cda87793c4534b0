using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Workshops.Calls;

namespace HydraBot.Workshops;

/// <summary>Looks at every workshop that somebody set, all at once.</summary>
internal sealed class WorkshopRounds(IEnumerable<IWorkshop> workshops, SecretMask mask)
{
    public async Task<IReadOnlyList<WorkshopState>> LookAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        workshops.SelectMany(workshop => workshop.Lines.Where(line => line.IsSet).Select(line => LookAsync(workshop, line, cancellationToken))));

    private async Task<WorkshopState> LookAsync(IWorkshop workshop, WorkshopLine line, CancellationToken cancellationToken)
    {
        try
        {
            return new WorkshopState(line.Name, true, mask.Apply(Outside.Clean(await workshop.LookAsync(line, cancellationToken))));
        }
        catch (OperationException exception)
        {
            return new WorkshopState(line.Name, false, mask.Apply(exception.Message));
        }
        catch (OperationCanceledException)
        {
            // The house asks for a status and will not wait any longer.
            return new WorkshopState(line.Name, false, $"{line.Name} at {line.Url} does not answer in time ({line.Setting}:Url).");
        }
    }
}

/// <summary>How a workshop is.</summary>
internal sealed record WorkshopState(string Name, bool Answers, string Detail);
