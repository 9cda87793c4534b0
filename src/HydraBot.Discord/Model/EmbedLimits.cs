namespace HydraBot.Discord.Model;

/// <summary>How much an embed holds. https://discord.com/developers/docs/resources/message#embed-object-embed-limits</summary>
public static class EmbedLimits
{
    public const int Title = 256;
    public const int Description = 4096;
    public const int Fields = 25;
    public const int FieldName = 256;
    public const int FieldValue = 1024;
    public const int FooterText = 2048;
    public const int AuthorName = 256;

    /// <summary>All texts of all embeds of a message together.</summary>
    public const int Total = 6000;
}
