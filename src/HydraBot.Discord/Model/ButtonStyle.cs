namespace HydraBot.Discord.Model;

/// <summary>https://discord.com/developers/docs/components/reference#button-button-styles</summary>
public enum ButtonStyle
{
    Primary = 1,
    Secondary = 2,
    Success = 3,
    Danger = 4,
    Link = 5,
    Premium = 6,
}
