namespace HydraBot.Discord.Model;

/// <summary>How much a command holds. https://discord.com/developers/docs/interactions/application-commands</summary>
public static class CommandLimits
{
    public const int Name = 32;
    public const int Description = 100;
    public const int Options = 25;
    public const int Choices = 25;
    public const int ChoiceName = 100;
    public const int ChoiceValue = 100;
    public const int ChatInputCommands = 100;
    public const int ContextCommands = 15;

    /// <summary>Names, descriptions and choice values of one command together.</summary>
    public const int Total = 8000;
}
