using System.Net.Http.Headers;
using HydraBot.Doors.Http;
using HydraBot.Doors.Http.Keys;
using HydraBot.Hosting.Starting;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary>Where the house's own MCP address is, and with which key its verbs go there.</summary>
internal sealed class McpAddress(IOptions<HttpDoorOptions> door, IOptions<McpOptions> options, IServiceProvider services)
{
    public Uri Url => new(new Uri(door.Value.Url.ToString().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)), "/mcp");

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

    public HttpClient Client()
    {
        // A tool may wait for a long time; whoever asked gives up, not this.
        var http = new HttpClient { BaseAddress = Url, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        return http;
    }

    /// <summary>Whether a house answers there.</summary>
    public async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Url, "/health"), cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
