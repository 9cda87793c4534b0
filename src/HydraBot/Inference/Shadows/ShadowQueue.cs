using System.Threading.Channels;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Shadows;

/// <summary>Where questions wait for the model in the shadow once their callers are answered. What is too much is dropped and counted: no caller waits for it.</summary>
internal sealed class ShadowQueue(ShadowBook book, IOptions<InferenceOptions> options, TimeProvider time)
{
    /// <summary>With their answers no more than 32 MiB in all.</summary>
    public const int MostWaiting = 64;

    private const int LargestRequest = 256 * 1024;

    private readonly Channel<ShadowQuestion> _waiting = Channel.CreateBounded<ShadowQuestion>(MostWaiting);

    public ChannelReader<ShadowQuestion> Waiting => _waiting.Reader;

    /// <summary>Takes its share of whole answers, and returns at once.</summary>
    public void Offer(InferenceCall call, CallReport report, CancellationToken stopped)
    {
        var routing = options.Value.Routing;
        if (routing.Shadow <= 0 || routing.ShadowModel is not { Length: > 0 } model || !IsComparable(call, report) || Random.Shared.NextDouble() >= routing.Shadow)
            return;
        var own = call with { Scope = ShadowQuestion.Scope, Priority = CallPriority.Background, Cache = CacheUse.Off };
        var question = new ShadowQuestion(own, report, model, time.GetTimestamp(), stopped);
        if (call.Body.Length > LargestRequest || !_waiting.Writer.TryWrite(question))
            book.Dropped(question);
    }

    /// <summary>A model gave the whole of it, and not the cache; vectors of two models have nothing to do with each other.</summary>
    private static bool IsComparable(InferenceCall call, CallReport report) =>
        call.Kind is InferenceKind.Chat or InferenceKind.Completion && report is { Served: true, Trouble: null, Chunks: not null };
}
