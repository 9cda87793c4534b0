namespace HydraBot.Discord;

/// <summary>One thing wrong in a request.</summary>
/// <param name="Path">Where, such as <c>embeds[0].fields[3].value</c>.</param>
/// <param name="Code">Discord's own code, such as <c>BASE_TYPE_MAX_LENGTH</c>.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record FieldError(string Path, string Code, string Message)
{
    /// <summary>Path and message.</summary>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
