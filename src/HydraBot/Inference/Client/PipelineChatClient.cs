using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.AI;
using OpenAI;

namespace HydraBot.Inference.Client;

/// <summary>
/// What rooms speak with models through: routing, cache, queue, fallback, ledger and metrics of the gateway, behind the usual interface. The last update, and
/// a whole response, carry the <see cref="CallReport"/> under <see cref="Report"/>.
/// </summary>
internal sealed class PipelineChatClient(GatewayService gateway, Clearance clearance, ModelTerms terms) : IChatClient
{
    public const string Report = "hydrabot.report";

    /// <summary>Never connected to: the transport takes what is sent there.</summary>
    private static readonly Uri House = new("http://house.invalid/v1");

    /// <exception cref="ModelFailedException">Nobody answered.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var exchange = new Exchange(gateway, clearance, terms, cancellationToken);
        var response = await exchange.WatchAsync(exchange.Client.GetResponseAsync(messages, options, exchange.Token), cancellationToken);
        (response.AdditionalProperties ??= [])[Report] = await exchange.EndedWellAsync();
        return response;
    }

    /// <exception cref="ModelFailedException">Nobody answered, or the answer broke off after what was yielded.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var exchange = new Exchange(gateway, clearance, terms, cancellationToken);
        await using var updates = exchange.Client.GetStreamingResponseAsync(messages, options, exchange.Token).GetAsyncEnumerator(exchange.Token);
        while (await exchange.WatchAsync(updates.MoveNextAsync().AsTask(), cancellationToken))
            yield return updates.Current;
        yield return new ChatResponseUpdate { AdditionalProperties = new() { [Report] = await exchange.EndedWellAsync() } };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Each question has a client of its own, which ends with it.
    }

    /// <summary>One question: when it is disposed, nothing of it runs any more.</summary>
    private sealed class Exchange : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop;
        private readonly PipelineTransport _transport;
        private readonly HttpClient _http;

        public Exchange(GatewayService gateway, Clearance clearance, ModelTerms terms, CancellationToken cancellationToken)
        {
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _transport = new PipelineTransport(gateway, clearance, terms, _stop.Token);
            _http = new HttpClient(_transport) { Timeout = Timeout.InfiniteTimeSpan };
            Client = new OpenAIClient(
                new ApiKeyCredential("none"),
                new OpenAIClientOptions
                {
                    Endpoint = House,
                    Transport = new HttpClientPipelineTransport(_http),
                    NetworkTimeout = Timeout.InfiniteTimeSpan, // the pipeline has its own limits,
                    RetryPolicy = new ClientRetryPolicy(0), // and asks others by itself
                })
                .GetChatClient(terms.Model)
                .AsIChatClient();
        }

        public IChatClient Client { get; }

        public CancellationToken Token => _stop.Token;

        /// <summary>Puts what the library throws into the pipeline's own words.</summary>
        public async Task<T> WatchAsync<T>(Task<T> task, CancellationToken cancellationToken)
        {
            try
            {
                return await task;
            }
            catch (Exception exception) when (exception is ClientResultException or JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IOException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var report = await _transport.Report;
                const string Odd = "what it sends is no JSON that a language model would";
                throw new ModelFailedException(report.Served ? report with { Served = false, Trouble = Odd, Cause = Odd } : report, exception);
            }
        }

        public async Task<CallReport> EndedWellAsync()
        {
            var report = await _transport.Report;
            return report.Served ? report : throw new ModelFailedException(report);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _transport.EndAsync();
            Client.Dispose();
            _http.Dispose();
            _stop.Dispose();
        }
    }
}
