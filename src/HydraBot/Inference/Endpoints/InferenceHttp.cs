namespace HydraBot.Inference.Endpoints;

/// <summary>The one HTTP client that all endpoints share. Each call has a time limit of its own.</summary>
internal sealed class InferenceHttp : IDisposable
{
    /// <summary>The largest public gateways list thousands of models; more than this is no list of models.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false, // a key goes to the address that was set, and to no other
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MostBytes,
    };

    public void Dispose() => Client.Dispose();
}
