using HydraBot.Hosting;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace HydraBot.ForeignTools.Connections;

/// <summary>An open line to one server, over pipes or HTTP, with the client that speaks over it.</summary>
internal sealed class ServerLine : IAsyncDisposable
{
    /// <summary>More than any tool has to say at once.</summary>
    private const int LongestMessage = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IClientTransport _transport;

    private readonly MessageLimit _limit;

    private ServerLine(McpClient client, IClientTransport transport, MessageLimit limit) => (Client, _transport, _limit) = (client, transport, limit);

    public McpClient Client { get; }

    /// <summary>Said where it said more than a message may hold; the line is cut then.</summary>
    public string? TooMuch => _limit.Exceeded;

    /// <summary>How the program ended, where it did.</summary>
    public Task<string?> EndAsync() => EndAsync(_transport);

    /// <summary>Opens one; whatever goes wrong is thrown, and nothing is left behind.</summary>
    /// <param name="name">Of the server.</param>
    /// <param name="server">Where it is.</param>
    /// <param name="changed">Called when it says that its tools are others now.</param>
    /// <param name="cancellationToken">Cancelled when time is up.</param>
    public static async Task<ServerLine> OpenAsync(string name, ForeignServerOptions server, Action changed, CancellationToken cancellationToken)
    {
        // It may ask nothing of us: neither models, nor people, nor folders.
        var options = new McpClientOptions
        {
            ClientInfo = new Implementation { Name = "hydrabot", Title = "HydraBot", Version = HouseVersion.Current },
            InitializationTimeout = server.ConnectTimeout,
        };
        options.Handlers.NotificationHandlers =
        [
            new(NotificationMethods.ToolListChangedNotification, (_, _) =>
            {
                changed();
                return ValueTask.CompletedTask;
            }),
        ];
        var longest = new MessageLimit(LongestMessage);
        IClientTransport transport = server.Command is { Length: > 0 } ? new ProgramTransport(name, server, longest) : Http(name, server, longest);
        try
        {
            return new ServerLine(await McpClient.CreateAsync(transport, options, null, cancellationToken), transport, longest);
        }
        catch (Exception exception)
        {
            // Its own last words say more than the pipe that broke.
            var end = longest.Exceeded ?? (exception is OperationCanceledException or TimeoutException ? null : await EndAsync(transport));
            await ((IAsyncDisposable)transport).DisposeAsync();
            if (end is not null)
                throw new IOException(end, exception);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What broke is not asked to go.
        if (Client.Completion.IsCompleted || TooMuch is not null)
            (_transport as ProgramTransport)?.Kill();
        // A server that does not let go is left, not waited for.
        await Client.DisposeAsync().AsTask().WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ((IAsyncDisposable)_transport).DisposeAsync();
    }

    private static Task<string?> EndAsync(IClientTransport transport) => (transport as ProgramTransport)?.EndAsync() ?? Task.FromResult<string?>(null);

    private static HttpClientTransport Http(string name, ForeignServerOptions server, MessageLimit longest)
    {
        var headers = new Dictionary<string, string>(server.Headers);
        if (server.ApiKey is { Length: > 0 } key)
            headers["Authorization"] = $"Bearer {key}";
        var http = new HttpClient(new BoundedAnswers(longest)) { Timeout = Timeout.InfiniteTimeSpan };
        return new HttpClientTransport(
            new HttpClientTransportOptions { Name = name, Endpoint = new Uri(server.Url!), AdditionalHeaders = headers, ConnectionTimeout = server.ConnectTimeout }, http, null, ownsHttpClient: true);
    }
}
