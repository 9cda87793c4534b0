namespace HydraBot.Inference.Endpoints;

/// <summary>The one HTTP client that all endpoints share. Each call has a time limit of its own.</summary>
internal sealed class InferenceHttp : IDisposable
{
    /// <summary>The largest public gateways list thousands of models; more than this is no list of models.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    public InferenceHttp()
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AllowAutoRedirect = false, // a key goes to the address that was set, and to no other
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        Client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytes };
        Sender = new HttpMessageInvoker(handler, disposeHandler: false);
    }

    public HttpClient Client { get; }

    /// <summary>The same connections without the client's own time limit and buffering: an answer is read as it comes.</summary>
    public HttpMessageInvoker Sender { get; }

    public void Dispose()
    {
        Client.Dispose();
        Sender.Dispose();
    }
}
