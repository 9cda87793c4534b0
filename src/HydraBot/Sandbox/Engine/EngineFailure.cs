using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using HydraBot.Governance.Operations;

namespace HydraBot.Sandbox.Engine;

/// <summary>Turns what goes wrong on the way to the sandbox's engine into a sentence that somebody can act on.</summary>
internal static class EngineFailure
{
    /// <summary>True for what a socket, a time limit or an odd answer throws; anything else is a bug of ours.</summary>
    public static bool Covers(Exception exception) => exception is DockerApiException or HttpRequestException or IOException or SocketException
        or JsonException or OperationCanceledException or TimeoutException or ObjectDisposedException
        || (exception is AggregateException several && several.InnerExceptions.All(Covers));

    public static OperationException Explain(Uri address, Exception exception) => exception switch
    {
        OperationException known => known,
        DockerApiException refused => new OperationException($"The sandbox's engine says: {Said(refused)}", refused),
        _ => new OperationException($"No container engine answers at {address.OriginalString}: {Reason(address, exception)}. {Advice(exception)}", exception),
    };

    private static string Reason(Uri address, Exception exception)
    {
        if (address.Scheme == "unix" && !File.Exists(address.LocalPath))
            return "there is no such socket";
        return exception.GetBaseException() switch
        {
            OperationCanceledException or TimeoutException => "no answer in time",
            SocketException { SocketErrorCode: SocketError.AccessDenied } => "permission denied",
            SocketException socket => socket.Message.ToLowerInvariant(),
            var other => other.Message.TrimEnd('.'),
        };
    }

    private static string Advice(Exception exception) => exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.AccessDenied }
        ? "Let this user into the group that owns the socket (usually docker), then start HydraBot again."
        : "Programs cannot run until it does; everything else works. Start Docker, or set Sandbox:Engine (Sandbox__Engine) to the address of an engine.";

    private static string Said(DockerApiException refused)
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

        return text.Length == 0 ? $"{(int)refused.StatusCode} {refused.StatusCode}." : text.Length > 300 ? $"{text[..300]}…" : text;
    }
}
