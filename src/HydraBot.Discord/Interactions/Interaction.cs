using System.Text.Json.Serialization;
using HydraBot.Discord.Model;

namespace HydraBot.Discord.Interactions;

/// <summary>What a member did that asks for an answer.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object</remarks>
public record Interaction
{
    public Snowflake Id { get; set; }
    public Snowflake ApplicationId { get; set; }
    public InteractionType Type { get; set; }
    public InteractionData? Data { get; set; }
    public Snowflake? GuildId { get; set; }
    public Channel? Channel { get; set; }
    public Snowflake? ChannelId { get; set; }

    /// <summary>Who acted, in a guild: with roles and permissions.</summary>
    public Member? Member { get; set; }

    /// <summary>Who acted, in a direct message.</summary>
    public User? User { get; set; }

    /// <summary>Good for 15 minutes. A secret: never log it.</summary>
    public string Token { get; set; } = "";
    public int Version { get; set; }

    /// <summary>The message that carries the component.</summary>
    public Message? Message { get; set; }
    public Permissions? AppPermissions { get; set; }
    public string? Locale { get; set; }
    public string? GuildLocale { get; set; }

    /// <summary>0 guild, 1 direct message with the bot, 2 other private channel.</summary>
    public int? Context { get; set; }

    /// <summary>Bytes that one attachment of the answer may have.</summary>
    public long? AttachmentSizeLimit { get; set; }

    /// <summary>Who acted, in a guild or not.</summary>
    [JsonIgnore]
    public User Author => Member?.User ?? User ?? throw new DiscordException("An interaction came without member and user.");

    /// <summary>Does not show the token.</summary>
    public sealed override string ToString() => $"{Type} {Id} {Data?.Path ?? Data?.CustomId}";
}
