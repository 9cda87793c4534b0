using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using HydraBot.Discord.Model;

namespace HydraBot.Hosting.Setup;

/// <summary>Asks Discord and model servers about what was answered. Who cannot be reached says nothing against an answer.</summary>
internal sealed class SetupProbe : IDisposable
{
    private const long MessageContent = 1L << 18 | 1L << 19;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>What Discord says of a token.</summary>
    public async Task<TokenFinding> TokenAsync(string apiBaseUrl, string token, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await GetAsync($"{apiBaseUrl.TrimEnd('/')}/applications/@me", new AuthenticationHeaderValue("Bot", token), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
                return new TokenFinding(null, "Discord does not know this token; reset it on the application's Bot page and take the new one.", IsRefused: true, HearsMessages: null);
            if (answer.StatusCode != HttpStatusCode.OK)
                return TokenFinding.Unknown($"Discord answered {(int)answer.StatusCode}, so the token is not tried.");
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            var application = body.RootElement;
            return new TokenFinding(
                Snowflake.TryParse(application.GetProperty("id").GetString(), out var id) ? id : null,
                $"Discord knows it: {application.GetProperty("name").GetString()}.",
                IsRefused: false,
                HearsMessages: application.TryGetProperty("flags", out var flags) ? (flags.GetInt64() & MessageContent) != 0 : null);
        }
        catch (Exception exception) when (IsOutside(exception, cancellationToken))
        {
            return TokenFinding.Unknown($"Discord cannot be reached, so the token is not tried: {exception.Message}");
        }
    }

    /// <summary>What a model server says, in a sentence; and whether it wants a key.</summary>
    public async Task<(string Says, bool WantsKey)> ModelsAsync(string url, string? key, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await GetAsync($"{url.TrimEnd('/')}/models", key is null ? null : new AuthenticationHeaderValue("Bearer", key), cancellationToken);
            if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                return ("It wants a key.", true);
            if (answer.StatusCode != HttpStatusCode.OK)
                return ($"It answers {(int)answer.StatusCode} to the question for its models.", false);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return ($"It answers, with {body.RootElement.GetProperty("data").GetArrayLength()} models.", false);
        }
        catch (Exception exception) when (IsOutside(exception, cancellationToken))
        {
            return ($"It does not answer now: {exception.Message}", false);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> GetAsync(string url, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, url);
        question.Headers.Authorization = authorization;
        return await _http.SendAsync(question, cancellationToken);
    }

    private static bool IsOutside(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException or NotSupportedException
        || exception is OperationCanceledException && !cancellationToken.IsCancellationRequested;
}

/// <summary>What Discord says of a token.</summary>
/// <param name="Application">The application it is of, where Discord said so.</param>
/// <param name="Says">One sentence.</param>
/// <param name="IsRefused">Discord does not know it.</param>
/// <param name="HearsMessages">Whether the Message Content Intent is switched on; null where nobody knows.</param>
internal sealed record TokenFinding(Snowflake? Application, string Says, bool IsRefused, bool? HearsMessages)
{
    public static TokenFinding Unknown(string says) => new(null, says, IsRefused: false, HearsMessages: null);
}
