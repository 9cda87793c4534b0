using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Running;

/// <summary>Shows what a program writes while it runs, a few times a second at most.</summary>
internal sealed class OutputWatch(IProgress<OperationProgress> progress, SecretMask mask, TimeProvider time)
{
    private const int Shown = 1500;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    private long? _last;

    public void Show(OutputCollector output)
    {
        if (_last is { } last && time.GetElapsedTime(last) < Pace)
            return;
        _last = time.GetTimestamp();
        var text = output.Output.Tail(Shown) + output.Error.Tail(Shown / 3);
        if (text.Length > 0)
            progress.Report(new OperationProgress($"Running…\n{OutputBlock.Fence(mask.Apply(text), Shown)}"));
    }
}
