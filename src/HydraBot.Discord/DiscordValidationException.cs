namespace HydraBot.Discord;

/// <summary>A payload that Discord would refuse, refused before it was sent.</summary>
public sealed class DiscordValidationException : DiscordException
{
    /// <summary>An error that names everything that is wrong.</summary>
    public DiscordValidationException(IReadOnlyList<FieldError> errors)
        : base("Discord would refuse this: " + string.Join("; ", errors)) => Errors = errors;

    /// <summary>Everything that is wrong, in the order of the payload.</summary>
    public IReadOnlyList<FieldError> Errors { get; }
}
