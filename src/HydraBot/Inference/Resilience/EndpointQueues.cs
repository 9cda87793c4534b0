using System.Collections.Concurrent;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Resilience;

/// <summary>The queue of each endpoint: a server with four slots gets four requests, and the rest waits here, where priorities count.</summary>
internal sealed class EndpointQueues(IOptions<InferenceOptions> options)
{
    private readonly ConcurrentDictionary<string, EndpointQueue> _queues = new(StringComparer.Ordinal);

    public EndpointQueue Of(InferenceEndpoint endpoint) => _queues.TryGetValue(endpoint.Name, out var queue)
        ? queue
        : _queues.GetOrAdd(endpoint.Name, _ => new EndpointQueue(endpoint.Concurrent, options.Value.Queue.Waiting));

    /// <summary>Waits for a place.</summary>
    /// <returns>Null with a place; else why there is none: too many wait, or it took too long.</returns>
    public async ValueTask<string?> EnterAsync(InferenceEndpoint endpoint, CallPriority priority, CancellationToken cancellationToken)
    {
        var queue = Of(endpoint);
        if (queue.TryEnter())
            return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.Queue.Patience);
        try
        {
            return await queue.EnterAsync(priority, patience.Token) ? null : $"{options.Value.Queue.Waiting} requests wait there already";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no place became free within {options.Value.Queue.Patience}";
        }
    }
}
