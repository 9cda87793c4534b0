using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using HydraBot.Governance;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Chat;
using HydraBot.Voice.Calls;
using Microsoft.Extensions.AI;

namespace HydraBot.Benchmarks.Law;

/// <summary>Something that runs until it is told to end, and notes when that was.</summary>
internal sealed class StoppingOperations(EmergencyStop stop, IChatTools tools)
{
    private TaskCompletionSource _begun = new();
    private TaskCompletionSource<long> _told = new();

    public Task Begun => _begun.Task;

    /// <summary>The moment of being told, as a timestamp of the stopwatch.</summary>
    public Task<long> Told => _told.Task;

    public void Arm() => (_begun, _told) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

    [Operation("stopping.run", Access = AccessLevel.Viewer, Effect = OperationEffect.Change)]
    [Description("Runs until it is stopped")]
    public async Task<OperationResult<Nothing>> RunAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        await using var noted = cancellationToken.Register(() => _told.TrySetResult(Stopwatch.GetTimestamp()));
        _begun.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return Done(clearance.Operation);
    }

    [Operation("stopping.ask", Access = AccessLevel.Viewer)]
    [Description("Pulls the stop as a model in a conversation does")]
    public async Task<OperationResult<Nothing>> AskAsync(Clearance clearance, CancellationToken cancellationToken) =>
        Done(await tools.RunAsync(clearance, new FunctionCallContent("1", "emergency_stop"), cancellationToken));

    [Operation("stopping.lift", Access = AccessLevel.Viewer)]
    [Description("Lifts the stop for the next round")]
    public async Task<OperationResult<Nothing>> LiftAsync(Clearance clearance, CancellationToken cancellationToken) =>
        Done((await stop.ResumeAsync(clearance, "the next round", cancellationToken)).Reason);

    private static OperationResult<Nothing> Done(string text) => OperationResult.Of(new Nothing(text), new Card { Title = text });
}

/// <summary>What they give.</summary>
internal sealed record Nothing(string Text);

[JsonSerializable(typeof(Nothing))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class StoppingJson : JsonSerializerContext;

/// <summary>A voice channel in which nobody needs to be asked anything.</summary>
internal sealed class NoCall : IVoiceCall
{
    public string Channel => "voice";

    public ChannelReader<HeardFrame> Heard { get; } = System.Threading.Channels.Channel.CreateUnbounded<HeardFrame>().Reader;

    public Task Completion => Task.CompletedTask;

    public Action<ulong>? MemberLeft { get; set; }

    public Task SpeakAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> opus, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask<Caller?> IdentifyAsync(ulong memberId, CancellationToken cancellationToken) => default;

    public Task WriteAsync(Card card, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool?> AskAsync(Card card, ulong memberId, CancellationToken cancellationToken) => Task.FromResult<bool?>(null);

    public CallPrivacy Privacy(ulong? memberId) => throw new NotSupportedException("Nobody asks it here.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
