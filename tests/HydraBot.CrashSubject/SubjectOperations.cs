using System.ComponentModel;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.CrashSubject;

/// <summary>One operation of each kind that the road treats differently.</summary>
public sealed class SubjectOperations(EffectFile effects, CrashPoints points)
{
    [Operation("subject.look", Access = AccessLevel.Viewer)]
    [Description("Looks")]
    public OperationResult<string> Look()
    {
        points.Reach("look");
        return Said("looked");
    }

    [Operation("subject.note", Access = AccessLevel.Viewer, Effect = OperationEffect.Change)]
    [Description("Writes a line")]
    public OperationResult<string> Note([Description("The line")] string text, Clearance clearance) => Write("note", text, clearance);

    [Operation("subject.effect", Access = AccessLevel.Viewer, Effect = OperationEffect.Disrupt)]
    [Description("Writes a line that somebody has to approve")]
    public OperationResult<string> Effect([Description("The line")] string text, Clearance clearance) => Write("effect", text, clearance);

    [Operation("subject.pair", Access = AccessLevel.Viewer, Effect = OperationEffect.Destroy)]
    [Description("Writes a line that two have to approve")]
    public OperationResult<string> Pair([Description("The line")] string text, Clearance clearance) => Write("pair", text, clearance);

    [Operation("subject.wait", Access = AccessLevel.Viewer, Effect = OperationEffect.Change, TimeLimitSeconds = 60)]
    [Description("Waits until it is cancelled")]
    public async Task<OperationResult<string>> WaitAsync(
        Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken = default)
    {
        effects.Write($"wait {clearance.RequestId:N}");
        progress.Report(new OperationProgress("waiting"));
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return Said("waited");
    }

    private OperationResult<string> Write(string kind, string text, Clearance clearance)
    {
        effects.Write($"begin {kind} {clearance.RequestId:N} {text}");
        points.Reach(CrashPoints.EffectBegun);
        effects.Write($"end {kind} {clearance.RequestId:N} {text}");
        points.Reach(CrashPoints.EffectDone);
        return Said(text);
    }

    private static OperationResult<string> Said(string text) => OperationResult.Of(text, new Card { Title = text });
}
