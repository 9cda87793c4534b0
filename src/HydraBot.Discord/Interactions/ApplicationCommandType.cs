namespace HydraBot.Discord.Interactions;

/// <summary>https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-types</summary>
public enum ApplicationCommandType
{
    /// <summary>A slash command.</summary>
    ChatInput = 1,

    /// <summary>In the menu of a user.</summary>
    User = 2,

    /// <summary>In the menu of a message.</summary>
    Message = 3,
}
