using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Engine;

/// <summary>Turns what goes wrong on the way to the engine into a sentence that somebody can act on.</summary>
internal static class EngineFailure
{
    /// <summary>True for what a socket, a time limit or an odd answer throws; anything else is a bug of ours.</summary>
    public static bool Covers(Exception exception) => exception is DockerApiException or HttpRequestException or IOException or SocketException
        or JsonException or OperationCanceledException or TimeoutException or ObjectDisposedException
        || (exception is AggregateException several && several.InnerExceptions.All(Covers));

    public static OperationException Explain(Uri address, Exception exception) => exception is DockerApiException refused
        ? new OperationException($"The container engine says: {Answer(refused)}", refused)
        : NoAnswer(address, Reason(address, exception), exception);

    public static OperationException NoAnswerIn(TimeSpan patience, Uri address, Exception exception) =>
        NoAnswer(address, string.Create(CultureInfo.InvariantCulture, $"no answer in {patience.TotalSeconds:0.#} s"), exception);

    private static OperationException NoAnswer(Uri address, string reason, Exception exception) => new(
        $"No container engine answers at {address.OriginalString}: {reason}. {Advice(exception)}", exception);

    private static string Reason(Uri address, Exception exception)
    {
        if (address.Scheme == "unix" && !File.Exists(address.LocalPath))
            return "there is no such socket";
        return Innermost(exception) switch
        {
            SocketException { SocketErrorCode: SocketError.AccessDenied } => "permission denied",
            SocketException socket => socket.Message.ToLowerInvariant(),
            JsonException => "what answers there speaks no Docker API",
            var other => other.Message.TrimEnd('.'),
        };
    }

    private static string Advice(Exception exception) => Innermost(exception) is SocketException { SocketErrorCode: SocketError.AccessDenied }
        ? "Let this user into the group that owns the socket (usually docker), then start HydraBot again."
        : "Start Docker, or set Fleet:Engine (Fleet__Engine) to the address of your engine.";

    private static string Answer(DockerApiException refused)
    {
        var text = refused.ResponseBody?.Trim() ?? "";
        try
        {
            using var body = JsonDocument.Parse(text);
            if (body.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("message", out var message))
                text = message.ToString();
        }
        catch (JsonException)
        {
            // Not every engine answers in JSON; its own words are shown instead.
        }

        return text.Length switch
        {
            0 => $"{(int)refused.StatusCode} {refused.StatusCode}.",
            > 300 => $"{text[..300]}…",
            _ => text,
        };
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }
}
