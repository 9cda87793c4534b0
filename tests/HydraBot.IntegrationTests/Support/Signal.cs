using HydraBot.Governance.Operations;

namespace HydraBot.IntegrationTests.Support;

/// <summary>Set by the first progress that an operation reports.</summary>
public sealed class Signal : IProgress<OperationProgress>
{
    private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reported => _reported.Task;

    public void Report(OperationProgress value) => _reported.TrySetResult();
}
