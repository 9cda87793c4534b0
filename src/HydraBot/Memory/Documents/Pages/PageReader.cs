using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory.Documents.Pages;

/// <summary>Fetches a page: text alone, of bounded size, within a time, from the internet or a host that the settings name; not again where it did not change.</summary>
internal sealed class PageReader(IHttpClientFactory clients, IOptions<MemoryOptions> options, TimeProvider time)
{
    private const int MostRedirects = 5;
    private const string Types = "text/*, HTML, Markdown, JSON, YAML, TOML and XML";

    /// <summary>Reads an address as a person wrote it.</summary>
    /// <exception cref="OperationException">It is none that is read.</exception>
    public static Uri Address(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            throw OperationException.WrongArgument($"'url' is '{Shown(text)}'; allowed is an http or https address, such as https://wiki.example/rack.");
        if (address.UserInfo.Length > 0)
            throw OperationException.WrongArgument("'url' holds a user name or password; allowed is an address without them.");
        return address;
    }

    /// <exception cref="OperationException">It cannot be read; why.</exception>
    public async Task<FetchedPage> FetchAsync(Uri address, KnownPage? known, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.Pages.TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(address, known, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OperationException($"{address.Host} did not give the page within {options.Value.Pages.TimeLimit:c} (Memory:Pages:TimeLimit).");
        }
        catch (HttpRequestException exception)
        {
            throw exception.InnerException as OperationException ?? new OperationException($"{address.Host} cannot be read: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw new OperationException($"{address.Host} broke off: {exception.Message}", exception);
        }
    }

    private async Task<FetchedPage> FollowAsync(Uri address, KnownPage? known, CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient(PageConnection.Client);
        var at = address;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.Accept.ParseAdd("text/markdown, text/plain;q=0.9, text/html;q=0.8, text/*;q=0.7, */*;q=0.1");
            request.Headers.UserAgent.ParseAdd("HydraBot");
            if (known?.ETag is { } tag)
                request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            if (known?.Modified is { } modified)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
                return new FetchedPage(null, known);
            if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
                && response.Headers.Location is { } location)
            {
                var next = Address(new Uri(at, location).AbsoluteUri);
                if (at.Scheme == "https" && next.Scheme != "https")
                    throw new OperationException($"{at.Host} leads from https to http ({next.Host}), which is not followed.");
                at = next;
                continue;
            }

            return response.IsSuccessStatusCode
                ? new FetchedPage(await ReadAsync(response, cancellationToken), new KnownPage(Header(response.Headers.ETag?.ToString()), Header(response.Content.Headers.LastModified?.ToString("R"))))
                : throw new OperationException($"{at.Host} answers {(int)response.StatusCode} for that address; nothing was read.");
        }

        throw new OperationException($"{address.Host} leads on more than {MostRedirects} times; nothing was read.");
    }

    private async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is { } media && !IsText(media))
            throw new OperationException($"The page is {Shown(media)}; allowed are {Types}.");
        var most = options.Value.Pages.MaxBytes;
        if (response.Content.Headers.ContentLength > most)
            throw TooLarge(most);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > most)
                throw TooLarge(most);
        }

        var text = Decode(type, body.GetBuffer().AsSpan(0, (int)body.Length));
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new OperationException($"The page holds no text; allowed are {Types}.");
        return type?.MediaType is "text/html" or "application/xhtml+xml" ? HtmlText.Of(text) : text;
    }

    private static string Decode(MediaTypeHeaderValue? type, ReadOnlySpan<byte> bytes)
    {
        var encoding = type?.CharSet?.Trim('"').ToLowerInvariant() switch
        {
            "iso-8859-1" or "latin1" or "windows-1252" => Encoding.Latin1,
            "utf-16" or "utf-16le" => Encoding.Unicode,
            "utf-16be" => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        return encoding.GetString(bytes).TrimStart('\uFEFF');
    }

    private static bool IsText(string media) =>
        media.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+xml", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        || media.ToLowerInvariant() is "application/json" or "application/xml" or "application/yaml" or "application/x-yaml" or "application/toml" or "application/markdown";

    private static OperationException TooLarge(int most) => new($"The page is larger than {most} bytes (Memory:Pages:MaxBytes); nothing was read.");

    private static string? Header(string? value) => value is { Length: > 0 and <= 500 } ? value : null;

    private static string Shown(string text) => text.Length > 80 ? text[..80] : text;
}
