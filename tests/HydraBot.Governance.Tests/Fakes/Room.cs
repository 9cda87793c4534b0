using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Governance.Tests.Fakes;

/// <summary>A room with an operation of each kind, which counts what really happened.</summary>
internal sealed class Room
{
    private int _effects;

    public int Effects => _effects;

    public Clearance? Last { get; private set; }

    /// <summary>What the effects do beside counting.</summary>
    public Func<CancellationToken, Task> During { get; set; } = _ => Task.CompletedTask;

    [Operation("room.look")]
    [Description("Looks")]
    public OperationResult<int> Look() => OperationResult.Of(_effects, new Card { Title = "looked" });

    [Operation("room.change", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Changes")]
    public Task<OperationResult<int>> ChangeAsync(Clearance clearance, CancellationToken cancellationToken, string? text = null) =>
        HappenAsync(clearance, text, cancellationToken);

    [Operation("room.disrupt", Access = AccessLevel.Viewer, Effect = OperationEffect.Disrupt, TimeLimitSeconds = 60)]
    [Description("Disrupts")]
    public Task<OperationResult<int>> DisruptAsync(Clearance clearance, CancellationToken cancellationToken, string? text = null) =>
        HappenAsync(clearance, text, cancellationToken);

    [Operation("room.choose", Access = AccessLevel.Viewer)]
    [Description("Takes arguments of many kinds")]
    public OperationResult<int> Choose(
        string name, [Range(1, 100)] int count, Door door = Door.Chat, bool really = false, string[]? tags = null, [MaxLength(5)] string? note = null) =>
        OperationResult.Of(count + _effects, new Card { Title = $"{name} {door} {really} {tags?.Length} {note}" });

    [Operation("room.keep", Access = AccessLevel.Viewer)]
    [Description("Takes something that nobody may read")]
    public OperationResult<int> Keep(string name, [Withheld] string diary) =>
        OperationResult.Of(diary.Length + _effects, new Card { Title = name });

    [Operation("room.undoable", Access = AccessLevel.Viewer, Effect = OperationEffect.Disrupt, Rollback = "room.redo")]
    [Description("Disrupts, and tells how it goes on")]
    public Task<OperationResult<int>> UndoableAsync(Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new OperationProgress("half of it", 0.5));
        return HappenAsync(clearance, null, cancellationToken);
    }

    [Operation("emergency.test", Access = AccessLevel.Viewer, Effect = OperationEffect.Change)]
    [Description("A handle of the stop")]
    public Task<OperationResult<int>> HandleAsync(Clearance clearance, CancellationToken cancellationToken) =>
        HappenAsync(clearance, null, cancellationToken);

    [Operation("emergency.stop", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Pulls the stop")]
    public OperationResult<int> Pull(Clearance clearance, string? reason = null) =>
        OperationResult.Of(reason?.Length ?? 0, new Card { Title = clearance.Operation });

    private async Task<OperationResult<int>> HappenAsync(Clearance clearance, string? text, CancellationToken cancellationToken)
    {
        Last = clearance;
        Interlocked.Increment(ref _effects);
        await During(cancellationToken);
        return OperationResult.Of(_effects, new Card { Title = text ?? "happened" });
    }
}
