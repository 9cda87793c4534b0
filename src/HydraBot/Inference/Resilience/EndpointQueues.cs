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
    /// <exception cref="InferenceFaultException">Too many wait, or it took too long.</exception>
    public async ValueTask EnterAsync(InferenceEndpoint endpoint, CallPriority priority, CancellationToken cancellationToken)
    {
        var queue = Of(endpoint);
        if (queue.TryEnter())
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.Queue.Patience);
        try
        {
            if (!await queue.EnterAsync(priority, patience.Token))
                throw Full($"{options.Value.Queue.Waiting} requests wait for {endpoint.Name} already.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Full($"No place became free at {endpoint.Name} within {options.Value.Queue.Patience}.");
        }
    }

    private static InferenceFaultException Full(string message) =>
        new(new InferenceFault(503, "server_error", "queue_full", message) { RetryAfter = TimeSpan.FromSeconds(5) });
}
