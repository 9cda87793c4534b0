using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>A message. https://discord.com/developers/docs/resources/message#message-object</summary>
public record Message
{
    public Snowflake Id { get; set; }
    public Snowflake ChannelId { get; set; }

    /// <summary>Sent with gateway events alone; absent in direct messages.</summary>
    public Snowflake? GuildId { get; set; }
    public User Author { get; set; } = new();

    /// <summary>Sent with gateway events alone, without its <see cref="Member.User"/>.</summary>
    public Member? Member { get; set; }

    /// <summary>Empty without the MESSAGE_CONTENT intent, except in own messages, direct messages, mentions and command targets.</summary>
    public string Content { get; set; } = "";
    public DateTimeOffset Timestamp { get; set; }
    public DateTimeOffset? EditedTimestamp { get; set; }
    public bool Tts { get; set; }
    public bool MentionEveryone { get; set; }
    public IReadOnlyList<User> Mentions { get; set; } = [];
    public IReadOnlyList<Snowflake> MentionRoles { get; set; } = [];
    public IReadOnlyList<Attachment> Attachments { get; set; } = [];
    public IReadOnlyList<Embed> Embeds { get; set; } = [];
    public IReadOnlyList<Reaction> Reactions { get; set; } = [];
    public IReadOnlyList<Component> Components { get; set; } = [];

    /// <summary>The number or text that the sender gave, to know its own message by.</summary>
    [JsonConverter(typeof(NonceConverter))]
    public string? Nonce { get; set; }
    public bool Pinned { get; set; }
    public Snowflake? WebhookId { get; set; }
    public MessageType Type { get; set; }
    public Snowflake? ApplicationId { get; set; }
    public MessageFlags Flags { get; set; }
    public MessageReference? MessageReference { get; set; }
    public Message? ReferencedMessage { get; set; }
    public MessageInteractionMetadata? InteractionMetadata { get; set; }
    public Channel? Thread { get; set; }

    /// <summary>Opens the message in a client.</summary>
    [JsonIgnore]
    public string JumpUrl => $"https://discord.com/channels/{(GuildId is { } guild ? guild.ToString() : "@me")}/{ChannelId}/{Id}";
}
