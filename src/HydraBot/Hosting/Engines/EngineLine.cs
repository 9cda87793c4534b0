using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using HydraBot.Governance.Operations;

namespace HydraBot.Hosting.Engines;

/// <summary>The way to a container engine: each question has a time limit, and what goes wrong becomes a sentence that somebody can act on.</summary>
/// <param name="Address">Where the engine is.</param>
/// <param name="Name">How people call it, such as <c>container engine</c>.</param>
/// <param name="Advice">What to do when nobody answers there.</param>
internal sealed record EngineLine(Uri Address, string Name, string Advice)
{
    private const int LongestAnswer = 300;

    /// <summary>Asks, and waits no longer than its patience.</summary>
    /// <exception cref="OperationException">The engine said no, or nothing.</exception>
    public async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await question(either.Token);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw limit.IsCancellationRequested ? NoAnswer(string.Create(CultureInfo.InvariantCulture, $"no answer in {patience.TotalSeconds:0.#} s"), exception) : Explain(exception);
        }
    }

    /// <summary>True for what a socket, a time limit or an odd answer throws; anything else is a bug of ours.</summary>
    public static bool IsFailure(Exception exception) => exception is DockerApiException or HttpRequestException or IOException or SocketException
        or JsonException or OperationCanceledException or TimeoutException or ObjectDisposedException
        || (exception is AggregateException several && several.InnerExceptions.All(IsFailure));

    public OperationException Explain(Exception exception) => exception is DockerApiException refused
        ? new OperationException($"The {Name} says: {Answer(refused)}", refused)
        : NoAnswer(Reason(exception), exception);

    private OperationException NoAnswer(string reason, Exception exception)
    {
        var advice = IsDenied(exception) ? "Let this user into the group that owns the socket (usually docker), then start HydraBot again." : Advice;
        return new OperationException($"No container engine answers at {Address.OriginalString}: {reason}. {advice}", exception);
    }

    private string Reason(Exception exception)
    {
        if (Address.Scheme == "unix" && !File.Exists(Address.LocalPath))
            return "there is no such socket";
        return exception.GetBaseException() switch
        {
            OperationCanceledException or TimeoutException => "no answer in time",
            SocketException when IsDenied(exception) => "permission denied",
            SocketException socket => socket.Message.ToLowerInvariant(),
            JsonException => "what answers there speaks no Docker API",
            var other => other.Message.TrimEnd('.'),
        };
    }

    private static bool IsDenied(Exception exception) => exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.AccessDenied };

    private static string Answer(DockerApiException refused)
    {
        var text = refused.ResponseBody?.Trim() ?? "";
        try
        {
            text = JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("message", out var message) ? message.ToString() : text;
        }
        catch (JsonException)
        {
            // Not every engine answers in JSON; its own words are shown instead.
        }

        return text.Length switch
        {
            0 => $"{(int)refused.StatusCode} {refused.StatusCode}.",
            > LongestAnswer => $"{text[..LongestAnswer]}…",
            _ => text,
        };
    }
}
