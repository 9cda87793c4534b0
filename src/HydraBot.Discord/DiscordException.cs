namespace HydraBot.Discord;

/// <summary>Discord, or the connection to it, refused something; the message says what and, where it can, what to do.</summary>
public class DiscordException : Exception
{
    /// <summary>An error without a text.</summary>
    public DiscordException()
    {
    }

    /// <summary>An error with its text.</summary>
    public DiscordException(string message) : base(message)
    {
    }

    /// <summary>An error with its text and cause.</summary>
    public DiscordException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
