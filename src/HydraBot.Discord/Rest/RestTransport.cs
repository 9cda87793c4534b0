using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;

namespace HydraBot.Discord.Rest;

/// <summary>The HTTP connection: one attempt of one request.</summary>
internal sealed class RestTransport : IDisposable
{
    private readonly DiscordClientOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly string _base;
    private readonly AuthenticationHeaderValue _authorization;

    public RestTransport(DiscordClientOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _base = options.ApiBaseUrl.AbsoluteUri.TrimEnd('/');
        _authorization = new AuthenticationHeaderValue("Bot", options.Token);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            // Discord's addresses move; a connection that lives for ever would not.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        _http = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"DiscordBot ({options.UserAgentUrl}, {Version})");
    }

    private static string Version => typeof(RestTransport).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Throws <see cref="RestTransportException"/> when no answer came.</summary>
    public async Task<RestAnswer> SendAsync(RestRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = Message(request);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            var errorBody = response.StatusCode == HttpStatusCode.TooManyRequests ? Encoding.UTF8.GetString(body) : null;
            return new RestAnswer(response.StatusCode, response.ReasonPhrase, body, RateLimitHeaders.Of(response, errorBody));
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RestTransportException($"no answer in {_options.RequestTimeout.TotalSeconds:0} s", false, e);
        }
        catch (HttpRequestException e)
        {
            var nothingSent = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            throw new RestTransportException($"no answer from {_options.ApiBaseUrl.GetLeftPart(UriPartial.Authority)}: {e.Message}", nothingSent, e);
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(RestRequest request)
    {
        var address = request.Query is { } query ? $"{_base}{request.Route.Path}?{query}" : _base + request.Route.Path;
        var message = new HttpRequestMessage(request.Route.Method, new Uri(address)) { Content = request.Body?.ToContent() };
        // An interaction's token in the path is its own credential.
        if (!request.IsInteraction)
            message.Headers.Authorization = _authorization;
        if (request.Reason is { } reason)
            message.Headers.TryAddWithoutValidation("X-Audit-Log-Reason", Uri.EscapeDataString(reason));
        return message;
    }
}
