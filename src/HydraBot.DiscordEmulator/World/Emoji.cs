namespace HydraBot.DiscordEmulator.World;

/// <summary>A Unicode emoji, or a custom one with an id.</summary>
internal sealed record Emoji(Snowflake? Id, string Name)
{
    private const char TextOrEmojiSelector = '\uFE0F';

    /// <summary>Reads the form of a path: <c>✅</c> or <c>name:id</c>; null when it is neither.</summary>
    public static Emoji? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && Snowflake.TryParse(text[(colon + 1)..], out var id))
            return new Emoji(id, text[..colon]);
        return UnicodeEmoji.IsOne(text) ? new Emoji(null, text) : null;
    }

    /// <summary>The same picture, whether or not the sender wrote the variation selector.</summary>
    public bool Means(Emoji other) =>
        Id == other.Id && (Id is not null || Plain(Name) == Plain(other.Name));

    private static string Plain(string name) => name.Replace(TextOrEmojiSelector.ToString(), "", StringComparison.Ordinal);
}
