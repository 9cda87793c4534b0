using System.Net.Http.Headers;
using System.Security.Cryptography;
using HydraBot.Doors.Http;
using HydraBot.Doors.Http.Keys;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary>Where the house's own MCP address is, who listens there, and with which key its verbs go there.</summary>
internal sealed class McpAddress(IOptions<HttpDoorOptions> door, IOptions<McpOptions> options, DoorProof proof, IServiceProvider services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Uri Url => new(door.Value.Here, "/mcp");

    /// <summary>The key.</summary>
    /// <exception cref="StartException">None is named, and there is no local one.</exception>
    public string Token()
    {
        var keys = door.Value.Keys;
        if (options.Value.Key is { Length: > 0 } name)
            return keys.TryGetValue(name, out var named) ? named.Token : throw new StartException([$"Setting Mcp:Key is '{name}'; allowed is the name of a key of Api:Keys: {string.Join(", ", keys.Keys)}."]);
        if (services.GetService<LocalKey>() is { } local)
            return local.Token;
        return keys.Count == 1 ? keys.Values.Single().Token : throw new StartException([$"Set Mcp:Key to the name of the key of Api:Keys that programs come in with: {string.Join(", ", keys.Keys)}."]);
    }

    /// <summary>A client that sends the key with everything. Only where the house is known to listen: see <see cref="ListenerAsync"/>.</summary>
    public HttpClient Client()
    {
        // A tool may wait for a long time; whoever asked gives up, not this.
        var http = Plain(Timeout.InfiniteTimeSpan);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        return http;
    }

    /// <summary>Asks whoever listens there to show that it is the house. No key is sent.</summary>
    public async Task<Listener> ListenerAsync(CancellationToken cancellationToken)
    {
        var question = RandomNumberGenerator.GetHexString(64, lowercase: true);
        using var http = Plain(Patience);
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, $"{DoorProof.Path}?question={question}"), cancellationToken);
            return answer.IsSuccessStatusCode && proof.Accepts(question, Url.Port, await answer.Content.ReadAsStringAsync(cancellationToken)) ? Listener.House : Listener.Stranger;
        }
        catch (HttpRequestException exception)
        {
            return exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError ? Listener.Nobody : Listener.Stranger;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Listener.Stranger;
        }
    }

    /// <summary>Nothing of what is sent leaves for another address: no redirect is followed, and no proxy stands between.</summary>
    private HttpClient Plain(TimeSpan patience) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        BaseAddress = Url,
        Timeout = patience,
        MaxResponseContentBufferSize = 16 * 1024 * 1024,
    };
}

/// <summary>Who listens at an address.</summary>
internal enum Listener
{
    /// <summary>No one.</summary>
    Nobody,

    /// <summary>The house of this storage folder.</summary>
    House,

    /// <summary>Something else, which is given no key.</summary>
    Stranger,
}
