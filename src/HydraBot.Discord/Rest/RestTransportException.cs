namespace HydraBot.Discord.Rest;

/// <summary>No answer came.</summary>
internal sealed class RestTransportException(string message, bool nothingSent, Exception inner) : Exception(message, inner)
{
    /// <summary>Whether the connection failed before anything was sent, so that sending again is safe for every request.</summary>
    public bool NothingSent { get; } = nothingSent;
}
