using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Tests.Doors.Http;

/// <summary>Operations that end in every way in which one can, under names that the shipped law knows.</summary>
internal sealed class DoorOperations
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set once <c>container.wait</c> runs.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Set once it no longer does.</summary>
    public Task Ended => _ended.Task;

    /// <summary>How often something with an effect ran.</summary>
    public int Effects { get; private set; }

    public void LetItEnd() => _mayEnd.TrySetResult();

    [Operation("container.echo", Effect = OperationEffect.Read)]
    [Description("Says it back")]
    public OperationResult<Echo> Say([MaxLength(20)] string text, int times = 1) => Result(new Echo(text, times));

    [Operation("container.touch", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Changes something")]
    public OperationResult<Echo> Touch(Clearance clearance, string? password = null, string? label = null) => Effect(clearance, password ?? label);

    [Operation("container.poke", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Interrupts something")]
    public OperationResult<Echo> Poke(Clearance clearance, string name, string? password = null) => Effect(clearance, name + password);

    [Operation("forbidden.touch", Access = AccessLevel.Viewer, Effect = OperationEffect.Change)]
    [Description("Changes something in a room that the law does not name")]
    public OperationResult<Echo> Forbidden(Clearance clearance) => Effect(clearance, "");

    [Operation("container.fail", Effect = OperationEffect.Read)]
    [Description("Fails in a way that the caller can act on")]
    public OperationResult<Echo> Fail() => throw new OperationException("There is no container 'x'; there are a, b.");

    [Operation("container.bug", Effect = OperationEffect.Read)]
    [Description("Has a bug")]
    public OperationResult<Echo> Bug() => throw new InvalidOperationException("inner workings");

    [Operation("container.wait", Effect = OperationEffect.Read, TimeLimitSeconds = 30)]
    [Description("Takes its time")]
    public async Task<OperationResult<Echo>> WaitAsync(IProgress<OperationProgress> progress, CancellationToken cancellationToken = default)
    {
        progress.Report(new OperationProgress("half way", 0.5));
        _begun.TrySetResult();
        try
        {
            await _mayEnd.Task.WaitAsync(cancellationToken);
            return Result(new Echo("waited", 1));
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    [Operation("container.hold", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 30)]
    [Description("Takes its time over an effect")]
    public Task<OperationResult<Echo>> HoldAsync(Clearance clearance, IProgress<OperationProgress> progress, CancellationToken cancellationToken = default)
    {
        Effect(clearance, null);
        return WaitAsync(progress, cancellationToken);
    }

    private OperationResult<Echo> Effect(Clearance clearance, string? text)
    {
        Effects++;
        return Result(new Echo($"{clearance.Operation} {text?.Length}", Effects));
    }

    private static OperationResult<Echo> Result(Echo echo) => OperationResult.Of(echo, new Card { Title = echo.Text });
}

internal sealed record Echo(string Text, int Times);

[JsonSerializable(typeof(Echo))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal sealed partial class DoorOperationsJson : JsonSerializerContext;
