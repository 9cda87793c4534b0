using System.Text.Json.Serialization;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>What was used: a command with its options, a component with its values, or a modal with its inputs.</summary>
public sealed record InteractionData
{
    public Snowflake? Id { get; set; }
    public string? Name { get; set; }
    public ApplicationCommandType? Type { get; set; }
    public ResolvedData? Resolved { get; set; }
    public IReadOnlyList<InteractionOption>? Options { get; set; }
    public Snowflake? GuildId { get; set; }

    /// <summary>The user or message that a context command was used on.</summary>
    public Snowflake? TargetId { get; set; }
    public string? CustomId { get; set; }
    public ComponentType? ComponentType { get; set; }
    public IReadOnlyList<string>? Values { get; set; }
    public IReadOnlyList<Component>? Components { get; set; }

    /// <summary>The command with its subcommand group and subcommand, such as <c>container restart</c>; null for a component or modal.</summary>
    [JsonIgnore]
    public string? Path => CommandPath.Of(this);

    /// <summary>The options that a member filled in, below any subcommand.</summary>
    [JsonIgnore]
    public IReadOnlyList<InteractionOption> Arguments => CommandPath.ArgumentsOf(this);

    /// <summary>The option that the member is typing in, in an autocomplete interaction.</summary>
    [JsonIgnore]
    public InteractionOption? Focused => Arguments.FirstOrDefault(option => option.Focused);

    /// <summary>The option of this name, or null when the member left it out.</summary>
    public InteractionOption? Argument(string name) => Arguments.FirstOrDefault(option => option.Name == name);

    /// <summary>The inputs of a submitted modal by their custom id; a text box or radio group has one value, a checkbox true or false.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Inputs => ModalInputs.Of(Components);
}
