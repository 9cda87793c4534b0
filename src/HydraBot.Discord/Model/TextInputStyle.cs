namespace HydraBot.Discord.Model;

/// <summary>https://discord.com/developers/docs/components/reference#text-input-text-input-styles</summary>
public enum TextInputStyle
{
    Short = 1,
    Paragraph = 2,
}
