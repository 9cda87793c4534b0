using System.Text.Json;
using HydraBot.Governance.Operations;

namespace HydraBot.Backups.Kinds;

/// <summary>A database behind an HTTP API: what goes wrong on the way becomes a sentence.</summary>
internal static class HttpDatabase
{
    public const string Client = "backups";

    private const int LongestAnswer = 300;

    /// <summary>Sends and returns an answer that is good; the caller disposes it.</summary>
    /// <exception cref="OperationException">Nobody answers, or the answer is a no.</exception>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request, string name, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OperationException($"{name} at {request.RequestUri!.GetLeftPart(UriPartial.Authority)} does not answer: {exception.GetBaseException().Message}", exception);
        }

        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new OperationException($"{name} says {(int)response.StatusCode} {response.ReasonPhrase}: {(text.Length > LongestAnswer ? text[..LongestAnswer] : text)}");
        }
    }

    public static async Task<JsonElement> AskAsync(HttpClient http, HttpRequestMessage request, string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(http, request, name, cancellationToken);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new OperationException($"{name} answers something that is no JSON.", exception);
        }
    }
}
