using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.World.Storage;

internal static class MessageForms
{
    public static readonly RecordForm<Message> Message = new(Write, Read);

    private static JsonObject Write(Message message) => new()
    {
        ["id"] = message.Id.ToString(),
        ["channelId"] = message.ChannelId.ToString(),
        ["authorId"] = message.AuthorId.ToString(),
        ["type"] = (int)message.Type,
        ["content"] = message.Content,
        ["flags"] = (int)message.Flags,
        ["editedAt"] = message.EditedAt?.Stored,
        ["embeds"] = message.Embeds?.Json,
        ["components"] = message.Components?.Json,
        ["attachments"] = JsonShape.Array(message.Attachments.Select(Write)),
        ["reactions"] = JsonShape.Array(message.Reactions.Select(Write)),
        ["mentionedUsers"] = JsonShape.Array(message.MentionedUsers),
        ["mentionedRoles"] = JsonShape.Array(message.MentionedRoles),
        ["mentionsEveryone"] = message.MentionsEveryone,
        ["pinned"] = message.Pinned,
        ["pinnedAt"] = message.PinnedAt?.Stored,
        ["spoken"] = message.Spoken,
        ["nonce"] = message.Nonce?.Json,
        ["reference"] = message.Reference is { } reference ? Write(reference) : null,
        ["applicationId"] = message.ApplicationId.Json,
        ["interaction"] = message.Interaction is { } interaction ? InteractionForms.Write(interaction) : null,
        ["threadId"] = message.ThreadId.Json,
    };

    private static Message Read(JsonElement stored) => new(
        stored.Id("id"), stored.Id("channelId"), stored.Id("authorId"), (MessageType)stored.Number("type"), stored.Text("content"))
    {
        Flags = (MessageFlags)stored.Number("flags"),
        EditedAt = stored.MomentOrNull("editedAt"),
        Embeds = stored.Kept("embeds"),
        Components = stored.Kept("components"),
        Attachments = stored.List("attachments", ReadAttachment),
        Reactions = stored.List("reactions", ReadReaction),
        MentionedUsers = stored.Ids("mentionedUsers"),
        MentionedRoles = stored.Ids("mentionedRoles"),
        MentionsEveryone = stored.Flag("mentionsEveryone"),
        Pinned = stored.Flag("pinned"),
        PinnedAt = stored.MomentOrNull("pinnedAt"),
        Spoken = stored.Flag("spoken"),
        Nonce = stored.Kept("nonce"),
        Reference = stored.Record("reference") is { } reference
            ? new MessageReference(reference.Id("channelId"), reference.IdOrNull("messageId"), reference.IdOrNull("guildId"))
            : null,
        ApplicationId = stored.IdOrNull("applicationId"),
        Interaction = stored.Record("interaction") is { } interaction ? InteractionForms.ReadMetadata(interaction) : null,
        ThreadId = stored.IdOrNull("threadId"),
    };

    private static JsonObject Write(MessageReference reference) => new()
    {
        ["channelId"] = reference.ChannelId.ToString(),
        ["messageId"] = reference.MessageId.Json,
        ["guildId"] = reference.GuildId.Json,
    };

    private static JsonNode Write(Attachment attachment) => new JsonObject
    {
        ["id"] = attachment.Id.ToString(),
        ["channelId"] = attachment.ChannelId.ToString(),
        ["fileName"] = attachment.FileName,
        ["contentType"] = attachment.ContentType,
        ["size"] = attachment.Size,
        ["description"] = attachment.Description,
        ["width"] = attachment.Width,
        ["height"] = attachment.Height,
        ["inEmbed"] = attachment.InEmbed,
    };

    private static Attachment ReadAttachment(JsonElement stored) => new(
        stored.Id("id"), stored.Id("channelId"), stored.Text("fileName"), stored.Text("contentType"), stored.Number("size"))
    {
        Description = stored.TextOrNull("description"),
        Width = stored.NumberOrNull("width"),
        Height = stored.NumberOrNull("height"),
        InEmbed = stored.Flag("inEmbed"),
    };

    private static JsonNode Write(Reaction reaction) => new JsonObject
    {
        ["emojiId"] = reaction.Emoji.Id.Json,
        ["emoji"] = reaction.Emoji.Name,
        ["users"] = JsonShape.Array(reaction.Users),
    };

    private static Reaction ReadReaction(JsonElement stored) => new(new Emoji(stored.IdOrNull("emojiId"), stored.Text("emoji")), stored.Ids("users"));
}
