using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.World.Shapes;

internal sealed class MessageShape(DiscordWorld world, UserShape users, ChannelShape channels, ServerAddress address)
{
    /// <summary>The message as REST shows it to <paramref name="viewer"/>: whose reactions are "mine" depends on who looks.</summary>
    public JsonObject Message(Message message, Snowflake viewer, bool withReference = true)
    {
        var shape = new JsonObject
        {
            ["id"] = message.Id.ToString(),
            ["channel_id"] = message.ChannelId.ToString(),
            ["type"] = (int)message.Type,
            ["content"] = message.Content,
            ["author"] = users.User(message.AuthorId),
            ["timestamp"] = message.Id.CreatedAt.Iso,
            ["edited_timestamp"] = message.EditedAt?.Iso,
            ["flags"] = (int)message.Flags,
            ["tts"] = message.Spoken,
            ["pinned"] = message.Pinned,
            ["mention_everyone"] = message.MentionsEveryone,
            ["mentions"] = JsonShape.Array(message.MentionedUsers.Where(id => world.Users.Find(id) is not null).Select(users.User)),
            ["mention_roles"] = JsonShape.Array(message.MentionedRoles),
            ["attachments"] = JsonShape.Array(message.Attachments.Where(attachment => !attachment.InEmbed).Select(Attachment)),
            ["embeds"] = message.Embeds?.Json ?? new JsonArray(),
            ["components"] = message.Components?.Json ?? new JsonArray(),
        };
        if (!message.Reactions.IsEmpty)
            shape["reactions"] = JsonShape.Array(message.Reactions.Select(reaction => Reaction(reaction, viewer)));
        AddOrigin(shape, message);
        AddReference(shape, message, viewer, withReference);
        if (message.ThreadId is { } threadId && world.Channels.Find(threadId) is { } thread)
            shape["thread"] = channels.Channel(thread, viewer);
        return shape;
    }

    /// <summary>The message as the gateway brings it: with the guild and the author's membership, without the viewer's own marks.</summary>
    public JsonObject Event(Message message)
    {
        var shape = Message(message, viewer: default);
        if (world.Channels.Find(message.ChannelId)?.GuildId is not { } guildId)
            return shape;
        // An ephemeral message carries no guild: clients must not look for it in the channel again.
        if (!message.IsEphemeral)
            shape["guild_id"] = guildId.ToString();
        if (world.Members.Find(new MemberKey(guildId, message.AuthorId)) is { } author)
            shape["member"] = UserShape.MemberWithoutUser(author);
        foreach (var mention in shape["mentions"]!.AsArray().OfType<JsonObject>())
        {
            if (world.Members.Find(new MemberKey(guildId, Snowflake.Parse(mention["id"]!.GetValue<string>()))) is { } member)
                mention["member"] = UserShape.MemberWithoutUser(member);
        }
        return shape;
    }

    public JsonObject Attachment(Attachment attachment)
    {
        var url = address.Attachment(attachment);
        var shape = new JsonObject
        {
            ["id"] = attachment.Id.ToString(),
            ["filename"] = attachment.FileName,
            ["size"] = attachment.Size,
            ["url"] = url,
            ["proxy_url"] = url,
            ["content_type"] = attachment.ContentType,
        };
        if (attachment.Description is { } description)
            shape["description"] = description;
        if (attachment is { Width: { } width, Height: { } height })
        {
            shape["width"] = width;
            shape["height"] = height;
        }
        if (attachment.Ephemeral)
            shape["ephemeral"] = true;
        return shape;
    }

    public static JsonObject Emoji(Emoji emoji) => new() { ["id"] = emoji.Id.Json, ["name"] = emoji.Name };

    private static JsonObject Reaction(Reaction reaction, Snowflake viewer) => new()
    {
        ["emoji"] = Emoji(reaction.Emoji),
        ["count"] = reaction.Users.Length,
        ["count_details"] = new JsonObject { ["burst"] = 0, ["normal"] = reaction.Users.Length },
        ["burst_colors"] = new JsonArray(),
        ["me_burst"] = false,
        ["me"] = reaction.Users.Contains(viewer),
    };

    private void AddOrigin(JsonObject shape, Message message)
    {
        if (message.Nonce is { } nonce)
            shape["nonce"] = nonce.Json;
        if (message.ApplicationId is { } applicationId)
        {
            shape["application_id"] = applicationId.ToString();
            shape["webhook_id"] = applicationId.ToString();
        }
        if (message.Interaction is not { } interaction)
            return;
        shape["interaction_metadata"] = Metadata(interaction);
        if (interaction.Name is { } name)
        {
            shape["interaction"] = new JsonObject
            {
                ["id"] = interaction.Id.ToString(),
                ["type"] = (int)interaction.Type,
                ["name"] = name,
                ["user"] = users.User(interaction.UserId),
            };
        }
    }

    private JsonObject Metadata(InteractionMetadata metadata)
    {
        var owners = new JsonObject();
        if (metadata.GuildId is { } guildId)
            owners["0"] = guildId.ToString();
        var shape = new JsonObject
        {
            ["id"] = metadata.Id.ToString(),
            ["type"] = (int)metadata.Type,
            ["user"] = users.User(metadata.UserId),
            ["authorizing_integration_owners"] = owners,
        };
        // Which command it was is told although the OpenAPI document leaves it out; libraries read it.
        if (metadata is { Type: InteractionType.ApplicationCommand, Name: { } name })
            shape["name"] = name;
        if (metadata.OriginalResponseId is { } original)
            shape["original_response_message_id"] = original.ToString();
        if (metadata.InteractedMessageId is { } interacted)
            shape["interacted_message_id"] = interacted.ToString();
        if (metadata.TargetUserId is { } targetUser)
            shape["target_user"] = users.User(targetUser);
        if (metadata.TargetMessageId is { } targetMessage)
            shape["target_message_id"] = targetMessage.ToString();
        if (metadata.Triggering is { } triggering)
            shape["triggering_interaction_metadata"] = Metadata(triggering);
        return shape;
    }

    private void AddReference(JsonObject shape, Message message, Snowflake viewer, bool withReference)
    {
        if (message.Reference is not { } reference)
            return;
        var target = new JsonObject { ["type"] = 0, ["channel_id"] = reference.ChannelId.ToString() };
        if (reference.MessageId is { } messageId)
            target["message_id"] = messageId.ToString();
        if (reference.GuildId is { } guildId)
            target["guild_id"] = guildId.ToString();
        shape["message_reference"] = target;
        if (withReference && message.Type == MessageType.Reply && reference.MessageId is { } repliedTo)
        {
            shape["referenced_message"] = world.Messages.Find(reference.ChannelId, repliedTo) is { } original
                ? Message(original, viewer, withReference: false)
                : null;
        }
    }
}
