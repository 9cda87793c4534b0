using HydraBot.Governance.Operations;

namespace HydraBot.Law.Approvals;

/// <summary>Hands progress to every door that shows it.</summary>
internal sealed class ProgressToAll(IReadOnlyList<IProgress<OperationProgress>> doors) : IProgress<OperationProgress>
{
    public void Report(OperationProgress value)
    {
        foreach (var door in doors)
            door.Report(value);
    }
}
