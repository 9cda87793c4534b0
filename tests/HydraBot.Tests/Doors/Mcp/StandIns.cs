using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json.Serialization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Tests.Doors.Http;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>Operations for the door's sake, under names that the shipped law knows.</summary>
internal sealed class StandIns
{
    public static readonly string[] Names = ["container.stand_in", "container.long", "container.steps"];

    public ConcurrentBag<string> Interrupted { get; } = [];

    /// <summary>Set by the test: the library's client forgets who wanted progress as soon as the answer is there.</summary>
    public TaskCompletionSource ProgressHeard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Operation("container.stand_in", Toolset = "fleet", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Interrupts something that does not exist")]
    public OperationResult<StandIn> Interrupt(Clearance clearance, [Description("What to call it")] string what = "waited")
    {
        ArgumentNullException.ThrowIfNull(clearance);
        Interrupted.Add(what);
        return Result($"interrupted {what}");
    }

    [Operation("container.long", Toolset = "fleet")]
    [Description("Says more than fits into one answer")]
    public OperationResult<StandIn> Long() => Result(new string('x', 100_000));

    [Operation("container.steps", Toolset = "fleet")]
    [Description("Tells how far it has come")]
    public async Task<OperationResult<StandIn>> StepsAsync(IProgress<OperationProgress> progress, CancellationToken cancellationToken)
    {
        progress.Report(new OperationProgress("half way", 0.5));
        await ProgressHeard.Task.WaitAsync(cancellationToken);
        return Result("done");
    }

    private static OperationResult<StandIn> Result(string text) => OperationResult.Of(new StandIn(text), new Card { Title = "Stand-in" });
}

internal sealed record StandIn(string Text);

[JsonSerializable(typeof(StandIn))]
internal sealed partial class StandInsJson : JsonSerializerContext;

/// <summary>A whole house with them.</summary>
public sealed class McpFixture : IAsyncLifetime
{
    internal DoorHouse House { get; } = new(builder => builder.AddOperations<StandIns>(StandInsJson.Default));

    public ValueTask InitializeAsync() => House.InitializeAsync();

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
