using System.Net;
using System.Text;

namespace HydraBot.ClaudeCode.Hooks;

/// <summary>How a program that Claude Code starts speaks to the house: with its machine's key, again and again while the house is not there.</summary>
internal sealed class HookLine(HttpClient http, TimeProvider time) : IDisposable
{
    /// <summary>How long the house may keep one call waiting.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly long _began = time.GetTimestamp();

    /// <summary>Reads <c>--url URL --key-file FILE</c>; null where one of them is missing.</summary>
    public static async Task<HookLine?> OpenAsync(IReadOnlyList<string> args, TimeProvider time)
    {
        if (Value(args, "--url") is not { } url || Value(args, "--key-file") is not { } file)
            return null;
        var http = new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/"), Timeout = Poll + TimeSpan.FromSeconds(15) };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {(await File.ReadAllTextAsync(file)).Trim()}");
        return new HookLine(http, time);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Sends an event.</summary>
    /// <param name="path">Below <c>/claude/hooks/</c>.</param>
    /// <param name="content">The JSON object that Claude Code gave.</param>
    /// <param name="forever">True where nobody waits: the house may take as long as it likes to come back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string path, string content, bool forever, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var request = new StringContent(content, Encoding.UTF8, "application/json");
                using var answer = await http.PostAsync(new Uri($"claude/hooks/{path}", UriKind.Relative), request, cancellationToken);
                if ((int)answer.StatusCode < 500 || IsSaid(answer))
                    return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Not there, or gone in the middle.
            }

            if (!forever && time.GetElapsedTime(_began) > Patience)
                return (HttpStatusCode.NoContent, "");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>The house's own word that it will not do this, and no proxy's that the house is not there.</summary>
    private static bool IsSaid(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.BadGateway && answer.Content.Headers.ContentType?.MediaType == "application/problem+json";

    private static string? Value(IReadOnlyList<string> args, string name)
    {
        for (var index = 0; index + 1 < args.Count; index++)
        {
            if (args[index] == name)
                return args[index + 1];
        }

        return null;
    }
}
