using System.ClientModel;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace HydraBot.Inference.Endpoints;

/// <summary>Says in a few words why an endpoint did not answer.</summary>
internal static class EndpointTrouble
{
    /// <summary>True for what a socket, a time limit or an odd answer throws; anything else is a bug of ours.</summary>
    public static bool Covers(Exception exception) =>
        exception is HttpRequestException or IOException or SocketException or JsonException or ClientResultException or OperationCanceledException;

    public static string Of(Exception exception, TimeSpan patience) => exception switch
    {
        OperationCanceledException => NoAnswer(patience),
        ClientResultException { Status: > 0 } refused => Of(refused.Status, refused.Message),
        JsonException => "what it sends is no JSON that a language model would",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection broke",
        _ when Innermost(exception) is SocketException socket => socket.Message.ToLowerInvariant(),
        _ => Innermost(exception).Message.TrimEnd('.'),
    };

    public static string Of(int status, string? words = null) => status switch
    {
        401 or 403 => $"it refuses the key ({status}); the right one belongs into ApiKey beside its Url",
        404 => "there is no such page (404)",
        429 => "it has had enough for now (429)",
        >= 300 and < 400 => $"it points somewhere else ({status})",
        _ => LastLine(words) is { Length: > 0 } said ? $"it answers {status}: {said}" : $"it answers {status}",
    };

    public static string NoAnswer(TimeSpan patience) => string.Create(CultureInfo.InvariantCulture, $"no answer in {patience.TotalSeconds:0.##} s");

    /// <summary>The client's message is a heading, an empty line, and what the server said.</summary>
    private static string LastLine(string? words)
    {
        var line = words?.Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line))?.Trim() ?? "";
        return line.Length > 200 ? $"{line[..200]}…" : line;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }
}
