using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>An option of a slash command, or a subcommand (group) with its own options.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure</remarks>
public sealed record CommandOption
{
    public CommandOptionType Type { get; set; }
    public string Name { get; set; } = "";
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; set; }
    public string Description { get; set; } = "";
    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; set; }
    public bool? Required { get; set; }
    public IReadOnlyList<CommandChoice>? Choices { get; set; }
    public IReadOnlyList<CommandOption>? Options { get; set; }
    public IReadOnlyList<ChannelType>? ChannelTypes { get; set; }
    public double? MinValue { get; set; }
    public double? MaxValue { get; set; }
    public int? MinLength { get; set; }
    public int? MaxLength { get; set; }

    /// <summary>Whether choices are asked for while the member types; not together with <see cref="Choices"/>.</summary>
    public bool? Autocomplete { get; set; }
}
