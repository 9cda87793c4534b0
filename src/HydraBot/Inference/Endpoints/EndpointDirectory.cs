using System.Text.Json;
using System.Threading.Channels;
using HydraBot.Inference.Backends;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Endpoints;

/// <summary>Knows the endpoints that the settings name, or else those on loopback, and asks each what it has.</summary>
internal sealed class EndpointDirectory(IOptions<InferenceOptions> options, InferenceHttp http, TimeProvider time) : IDisposable
{
    /// <summary>Long enough that a conversation does not ask before each turn, short enough that a server just started is soon found.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Usable = TimeSpan.FromMinutes(1);

    private readonly Channel<bool> _stale = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _asking = new(1, 1);
    private Answers? _latest;

    /// <summary>Those that would be asked, the preferred one first.</summary>
    public IReadOnlyList<InferenceEndpoint> Endpoints { get; } = [.. Known(options.Value)];

    /// <summary>What each says; not older than ten seconds.</summary>
    public async Task<IReadOnlyList<EndpointProbe>> ProbeAsync(CancellationToken cancellationToken)
    {
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (Latest is { } latest)
                return latest;
            var probes = await AskAllAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            Volatile.Write(ref _latest, new Answers(time.GetTimestamp(), probes));
            return probes;
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>
    /// The same for a request on its way: an answer up to a minute old is good enough, and a newer one is asked for meanwhile. Whether an
    /// endpoint answers at this moment shows when it is asked.
    /// </summary>
    public ValueTask<IReadOnlyList<EndpointProbe>> KnownAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _latest) is not { } latest || time.GetElapsedTime(latest.At) > Usable)
            return new ValueTask<IReadOnlyList<EndpointProbe>>(ProbeAsync(cancellationToken));
        if (time.GetElapsedTime(latest.At) > Fresh)
            _stale.Writer.TryWrite(true);
        return new ValueTask<IReadOnlyList<EndpointProbe>>(latest.Probes);
    }

    /// <summary>Asks again now, unless somebody did within a second.</summary>
    public Task<IReadOnlyList<EndpointProbe>> AskAgainAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _latest) is { } latest && time.GetElapsedTime(latest.At) > TimeSpan.FromSeconds(1))
            Volatile.Write(ref _latest, null);
        return ProbeAsync(cancellationToken);
    }

    /// <summary>Says when what is known has grown old.</summary>
    public ChannelReader<bool> Stale => _stale.Reader;

    /// <summary>The same for somebody who cannot wait: an endpoint that has not answered when the token is cancelled counts as silent for this once.</summary>
    public async Task<IReadOnlyList<EndpointProbe>> GlanceAsync(CancellationToken cancellationToken) => Latest ?? await AskAllAsync(cancellationToken);

    public void Dispose() => _asking.Dispose();

    private IReadOnlyList<EndpointProbe>? Latest =>
        Volatile.Read(ref _latest) is { } latest && time.GetElapsedTime(latest.At) < Fresh ? latest.Probes : null;

    private static IEnumerable<InferenceEndpoint> Known(InferenceOptions options)
    {
        foreach (var endpoint in options.Endpoints)
        {
            if (endpoint.TryReadUrl(out var url))
                yield return new InferenceEndpoint(endpoint.Name is { Length: > 0 } name ? name : url.Authority, url, endpoint.ApiKey, [.. endpoint.Models], IsConfigured: true)
                {
                    Protocol = endpoint.Protocol,
                    Concurrent = endpoint.Concurrent,
                    Prices = endpoint.Prices,
                };
        }

        if (options.Endpoints.Count > 0 || !options.Discover)
            yield break;
        foreach (var port in options.DiscoverPorts ?? WellKnownPorts.All)
            yield return new InferenceEndpoint(WellKnownPorts.Name(port), new Uri($"http://127.0.0.1:{port}/v1"), null, [], IsConfigured: false);
    }

    private async Task<IReadOnlyList<EndpointProbe>> AskAllAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Endpoints.Select(endpoint => AskAsync(endpoint, cancellationToken)));

    private async Task<EndpointProbe> AskAsync(InferenceEndpoint endpoint, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var limit = new CancellationTokenSource(options.Value.ProbeTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var (models, trouble) = await ListAsync(endpoint, either.Token);
            return new EndpointProbe(endpoint, models, time.GetElapsedTime(began), trouble);
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception))
        {
            var waited = time.GetElapsedTime(began);
            return new EndpointProbe(endpoint, [], waited, EndpointTrouble.Of(exception, limit.IsCancellationRequested ? options.Value.ProbeTimeout : waited));
        }
    }

    private async Task<(IReadOnlyList<string> Models, string? Trouble)> ListAsync(InferenceEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{endpoint.Url}/models"));
        if (endpoint.Protocol == EndpointProtocol.Anthropic)
            AnthropicProtocol.Sign(request, endpoint);
        else if (endpoint.Authorization is { } authorization)
            request.Headers.Authorization = authorization;
        using var response = await http.Client.SendAsync(request, cancellationToken);

        // Some gateways keep no list: a server whose models the settings name needs none.
        if (endpoint.Models.Count > 0 && ((int)response.StatusCode is 404 or 405 || response.IsSuccessStatusCode))
            return (endpoint.Models, null);
        if (!response.IsSuccessStatusCode)
            return ([], EndpointTrouble.Of((int)response.StatusCode));

        var page = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), InferenceJson.Default.ModelPage);
        return page?.Data switch
        {
            null => ([], "what it sends is no list of models"),
            { Count: 0 } => ([], "it has no models"),
            var data => ([.. data.Select(model => model.Id).OfType<string>()], null),
        };
    }

    private sealed record Answers(long At, IReadOnlyList<EndpointProbe> Probes);
}
