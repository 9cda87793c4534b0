using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace HydraBot.Workshops.Calls;

/// <summary>Says in a few words why a workshop did not answer.</summary>
internal static class WorkshopTrouble
{
    /// <summary>True for what a socket or a time limit throws; anything else is a bug of ours.</summary>
    public static bool Covers(Exception exception) =>
        exception is HttpRequestException or IOException or SocketException or WebSocketException or OperationCanceledException;

    public static string Of(Exception exception, TimeSpan patience) => exception switch
    {
        OperationCanceledException => string.Create(CultureInfo.InvariantCulture, $"no answer in {patience.TotalSeconds:0.##} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name is not known",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "the connection broke",
        _ => Innermost(exception).Message.TrimEnd('.').ToLowerInvariant(),
    };

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }
}
