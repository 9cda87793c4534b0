using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Workshops.Calls;

/// <summary>
/// The line to one workshop: to the address that was set and to no other, whatever a path or an answer says; with a limit on time and size; every
/// failure in one sentence that names the setting.
/// </summary>
/// <param name="name">What people call it.</param>
/// <param name="setting">Its section, such as <c>Workshops:N8n</c>.</param>
/// <param name="options">Its address and key.</param>
/// <param name="keyHeader">The header that its key goes into; <c>Authorization</c> makes it a bearer token.</param>
internal sealed class WorkshopLine(string name, string setting, WorkshopOptions options, string keyHeader = "Authorization") : IDisposable
{
    /// <summary>More than this is no answer to a question of ours.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public string Name => name;

    public string Setting => setting;

    /// <summary>True when somebody set its address.</summary>
    public bool IsSet => options.Url is { Length: > 0 };

    /// <summary>The address, for people.</summary>
    public string Url => options.Url?.TrimEnd('/') ?? "";

    public void Dispose() => _http.Dispose();

    /// <summary>A path of parts, each of which stays one part.</summary>
    public static string Path(params ReadOnlySpan<string> parts)
    {
        var path = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is "" or "." or "..")
                throw OperationException.WrongArgument($"'{part}' cannot be part of an address.");
            path.Append('/').Append(Uri.EscapeDataString(part));
        }

        return path.ToString();
    }

    /// <summary>Asks for something, which changes nothing.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, path, null, Patience, cancellationToken)).Good(this).Json(this);

    /// <summary>Has something done.</summary>
    public async Task<JsonElement> SendAsync(Clearance clearance, HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken) =>
        (await TrySendAsync(clearance, method, path, body, Patience, null, cancellationToken)).Good(this).Json(this);

    /// <summary>Has something done, and hands back whatever it answers.</summary>
    public Task<WorkshopAnswer> TrySendAsync(
        Clearance clearance, HttpMethod method, string path, JsonNode? body, TimeSpan patience, string? authorization, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return SendAsync(method, path, body, patience, cancellationToken, authorization);
    }

    /// <summary>A file.</summary>
    public async Task<WorkshopAnswer> DownloadAsync(string path, int mostBytes, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, path, null, TimeSpan.FromMinutes(1), cancellationToken, null, mostBytes)).Good(this);

    /// <summary>Asks, and hands back whatever it answers.</summary>
    public Task<WorkshopAnswer> TryGetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, Patience, cancellationToken);

    /// <summary>An address below the one that was set.</summary>
    /// <exception cref="OperationException">None was set, or the path leads elsewhere.</exception>
    public Uri Address(string path)
    {
        if (!IsSet)
            throw new OperationException($"{name} is not set up: set {setting}:Url to its address.");
        var root = new Uri(Url + "/");
        var address = new Uri(Url + path);
        return address.Scheme == root.Scheme && address.Authority == root.Authority && address.AbsolutePath.StartsWith(root.AbsolutePath, StringComparison.Ordinal)
            ? address
            : throw new OperationException($"'{path}' leads away from {Url}; {name} is asked at {setting}:Url alone.");
    }

    private async Task<WorkshopAnswer> SendAsync(
        HttpMethod method, string path, JsonNode? body, TimeSpan patience, CancellationToken cancellationToken, string? authorization = null, int mostBytes = MostBytes)
    {
        using var request = new HttpRequestMessage(method, Address(path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (authorization is { Length: > 0 })
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        else if (options.ApiKey is { Length: > 0 } key)
            request.Headers.TryAddWithoutValidation(keyHeader, keyHeader == "Authorization" ? $"Bearer {key}" : key);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            using var content = new MemoryStream();
            var buffer = new byte[32 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, limit.Token)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > mostBytes)
                    throw new OperationException($"{name} sends more than {mostBytes / 1024 / 1024} MB, which is not taken.");
            }

            return new WorkshopAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "application/octet-stream", content.ToArray());
        }
        catch (Exception exception) when (WorkshopTrouble.Covers(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new OperationException($"{name} at {Url} does not answer ({setting}:Url): {WorkshopTrouble.Of(exception, patience)}.", exception);
        }
    }
}
