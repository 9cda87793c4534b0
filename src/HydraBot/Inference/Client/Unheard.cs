using HydraBot.Governance.Operations;

namespace HydraBot.Inference.Client;

/// <summary>Nobody watches an answer grow.</summary>
internal sealed class Unheard : IProgress<OperationProgress>
{
    public static Unheard Instance { get; } = new();

    public void Report(OperationProgress value)
    {
    }
}
