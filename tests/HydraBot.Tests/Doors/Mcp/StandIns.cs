using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json.Serialization;
using HydraBot.Doors.Chat.Approvals;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Tests.Doors.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Doors.Mcp;

/// <summary>Operations for the door's sake, under names that the shipped law knows.</summary>
internal sealed class StandIns
{
    public static readonly string[] Names = ["container.stand_in", "container.long", "container.steps"];

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _begun = new(StringComparer.Ordinal);

    public ConcurrentBag<string> Interrupted { get; } = [];

    /// <summary>Ends when the interruption of this has begun.</summary>
    public Task BegunAsync(string what) => Begun(what).Task;

    /// <summary>Set by the test: the library's client forgets who wanted progress as soon as the answer is there.</summary>
    public TaskCompletionSource ProgressHeard { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Operation("container.stand_in", Toolset = "fleet", Access = AccessLevel.Operator, Effect = OperationEffect.Disrupt)]
    [Description("Interrupts something that does not exist")]
    public OperationResult<StandIn> Interrupt(Clearance clearance, [Description("What to call it")] string what = "waited")
    {
        ArgumentNullException.ThrowIfNull(clearance);
        Interrupted.Add(what);
        Begun(what).TrySetResult();
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

    private TaskCompletionSource Begun(string what) => _begun.GetOrAdd(what, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static OperationResult<StandIn> Result(string text) => OperationResult.Of(new StandIn(text), new Card { Title = "Stand-in" });
}

internal sealed record StandIn(string Text);

[JsonSerializable(typeof(StandIn))]
internal sealed partial class StandInsJson : JsonSerializerContext;

/// <summary>A whole house with them.</summary>
public sealed class McpFixture : IAsyncLifetime
{
    internal DoorHouse House { get; } = new(builder =>
    {
        builder.AddOperations<StandIns>(StandInsJson.Default);
        // There is no Discord in this house: people's votes are given at the desk.
        foreach (var chat in builder.Services.Where(service => service.ServiceType == typeof(IApprovalDoor) && service.ImplementationType == typeof(ApprovalDoor)).ToArray())
            builder.Services.Remove(chat);
    });

    public ValueTask InitializeAsync() => House.InitializeAsync();

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
