using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>A command as one wants it. Limits: <see cref="CommandLimits"/>.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#application-command-object</remarks>
public record CommandDefinition
{
    public ApplicationCommandType Type { get; set; } = ApplicationCommandType.ChatInput;

    /// <summary>1 to 32 characters; lower case without spaces for a slash command.</summary>
    public string Name { get; set; } = "";
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; set; }

    /// <summary>1 to 100 characters for a slash command, empty for the others.</summary>
    public string Description { get; set; } = "";
    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; set; }
    public IReadOnlyList<CommandOption>? Options { get; set; }

    /// <summary>Who sees it unless the guild says otherwise; null: everybody.</summary>
    public Permissions? DefaultMemberPermissions { get; set; }
    public bool? Nsfw { get; set; }

    /// <summary>0 installed in a guild, 1 installed by a user. Global commands alone.</summary>
    public IReadOnlyList<int>? IntegrationTypes { get; set; }

    /// <summary>Where it shows: 0 guild, 1 direct message with the bot, 2 other private channels. Global commands alone.</summary>
    public IReadOnlyList<int>? Contexts { get; set; }
}
