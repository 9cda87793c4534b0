namespace HydraBot.Discord.Model;

/// <summary>Whom a message may notify. https://discord.com/developers/docs/resources/message#allowed-mentions-object</summary>
public sealed record AllowedMentions
{
    /// <summary>Nobody is notified, whatever the text says: the default of every payload here.</summary>
    public static AllowedMentions None { get; } = new() { Parse = [] };

    /// <summary>Any of <c>users</c>, <c>roles</c>, <c>everyone</c>.</summary>
    public IReadOnlyList<string>? Parse { get; init; }
    public IReadOnlyList<Snowflake>? Users { get; init; }
    public IReadOnlyList<Snowflake>? Roles { get; init; }
    public bool? RepliedUser { get; init; }

    /// <summary>Only these accounts are notified.</summary>
    public static AllowedMentions Only(params IReadOnlyList<Snowflake> users) => new() { Parse = [], Users = users };
}
