namespace HydraBot.Discord.Interactions;

/// <summary>An answer that came after the interaction's token had run out, or after Discord gave the interaction up.</summary>
public sealed class InteractionExpiredException : DiscordException
{
    public InteractionExpiredException()
    {
    }

    public InteractionExpiredException(string message) : base(message)
    {
    }

    public InteractionExpiredException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
