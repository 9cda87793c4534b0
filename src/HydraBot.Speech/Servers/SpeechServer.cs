using System.Net.Http.Headers;

namespace HydraBot.Speech.Servers;

/// <summary>An OpenAI-compatible speech server.</summary>
/// <param name="Url">Its address, which ends in <c>/v1</c>.</param>
/// <param name="ApiKey">Its key; null where it wants none.</param>
/// <param name="Model">The model.</param>
public sealed record SpeechServer(Uri Url, string? ApiKey, string Model)
{
    /// <summary>Time to the first byte of an answer.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time between two pieces of an answer.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(5);

    internal HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri($"{Url.ToString().TrimEnd('/')}/{path}")) { Content = content };
        if (!string.IsNullOrEmpty(ApiKey))
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        return request;
    }

    /// <summary>Sends, and returns once the headers of a good answer are here.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(FirstByte, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
            {
                var said = await answer.Content.ReadAsStringAsync(either.Token);
                throw new SpeechException($"{request.RequestUri} answered {(int)answer.StatusCode}: {(said.Length > 200 ? said[..200] : said).ReplaceLineEndings(" ")}");
            }
        }
        catch (HttpRequestException exception)
        {
            throw new SpeechException($"{request.RequestUri} cannot be reached: {exception.Message}", exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpeechException($"{request.RequestUri} did not answer within {FirstByte.TotalSeconds:0.#} s.");
        }
    }

    internal async Task CheckAsync(HttpClient http, TimeProvider time, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, "models");
        using var answer = await SendAsync(http, request, time, cancellationToken);
    }
}
