using System.Collections.Immutable;
using HydraBot.DiscordEmulator.Gateway;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>Makes messages of drafts, changes and removes them, and lets everybody know.</summary>
internal sealed class MessageWriter(DiscordWorld world, Happenings happenings, Access access, ServerAddress address)
{
    public Message Write(Channel channel, Snowflake authorId, MessageDraft draft, MessageOrigin? origin = null, MessageFlags flags = MessageFlags.None)
    {
        if (draft.IsEmpty && !flags.HasFlag(MessageFlags.Loading))
            throw Refusal.EmptyMessage;
        var message = new Message(world.Ids.Next(), channel.Id, authorId, origin?.Type ?? TypeOf(draft), draft.Content ?? "")
        {
            Flags = ((draft.Flags ?? MessageFlags.None) & ~MessageFlags.Ephemeral) | flags
                | (origin?.EphemeralTo is null ? MessageFlags.None : MessageFlags.Ephemeral),
            Nonce = draft.Nonce,
            Spoken = draft.Spoken,
            Reference = origin?.Reference ?? Completed(draft.Reference, channel),
            ApplicationId = origin?.ApplicationId,
            Interaction = origin?.Interaction,
            EphemeralTo = origin?.EphemeralTo,
        };
        message = WithMentions(WithBody(message, draft), channel, draft);
        world.Messages.Save(message);
        if (!message.IsEphemeral)
            Note(channel, message);
        happenings.MessageWritten(message);
        return message;
    }

    /// <summary>Replaces what the draft names; the rest stays.</summary>
    public Message Edit(Message message, MessageDraft draft, MessageFlags without = MessageFlags.None)
    {
        var channel = world.Channels.Find(message.ChannelId)!;
        var kept = message with
        {
            Content = draft.Content ?? message.Content,
            Flags = Edited(message.Flags, draft.Flags) & ~without,
            EditedAt = message.Flags.HasFlag(MessageFlags.Loading) ? null : world.Time.GetUtcNow(),
        };
        var edited = WithBody(kept, draft);
        if (draft.Content is not null)
            edited = WithMentions(edited, channel, draft);
        if (IsEmpty(edited))
            throw Refusal.EmptyMessage;
        world.Messages.Save(edited);
        happenings.MessageEdited(edited);
        return edited;
    }

    public void Delete(Message message)
    {
        world.Messages.Remove(message);
        happenings.MessageDeleted(message);
    }

    private static MessageType TypeOf(MessageDraft draft) => draft.Reference is null ? MessageType.Default : MessageType.Reply;

    private static bool IsEmpty(Message message) =>
        message.Content.Length == 0 && message.Embeds is not { } && message.Components is not { } && message.Attachments.IsEmpty;

    /// <summary>An edit may switch embeds off and components v2 on; the other flags are not its to change.</summary>
    private static MessageFlags Edited(MessageFlags before, MessageFlags? wanted)
    {
        if (wanted is not { } flags)
            return before;
        return (before & ~MessageFlags.SuppressEmbeds) | (flags & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2));
    }

    private Message WithBody(Message message, MessageDraft draft)
    {
        var attachments = Attachments(message, draft);
        var links = new MediaLinks(attachments, address, world.Ids);
        if (draft.Embeds is not null)
            links.ResolveEmbeds(draft.Embeds);
        if (draft.Components is not null)
            links.ResolveComponents(draft.Components);
        return message with
        {
            Embeds = draft.Embeds is null ? message.Embeds : Frozen(draft.Embeds),
            Components = draft.Components is null ? message.Components : Frozen(draft.Components),
            Attachments = [.. attachments.Select(one => one with { InEmbed = draft.Embeds is null ? one.InEmbed : links.InEmbeds.Contains(one.Id) })],
        };
    }

    private static JsonElement? Frozen(JsonArray list) => list.Count == 0 ? null : list.Frozen;

    private ImmutableArray<Attachment> Attachments(Message message, MessageDraft draft)
    {
        // Without the list, an edit keeps what is there; with it, what it names stays.
        var kept = draft.Attachments is null
            ? message.Attachments
            : [.. message.Attachments.Where(one => draft.Attachments.Any(wanted => wanted.Id == one.Id.ToString()))];
        return [.. kept, .. draft.Files.Select(file => Store(file, message, draft.Attachments?.FirstOrDefault(wanted => wanted.Id == file.Index)))];
    }

    private Attachment Store(UploadedFile file, Message message, AttachmentDraft? described)
    {
        var size = ImageSize.Of(file.Content);
        var name = described?.FileName is { } chosen ? FileNames.Clean(chosen) : file.FileName;
        var attachment = new Attachment(world.Ids.Next(), message.ChannelId, name, file.ContentType, file.Content.Length)
        {
            Description = described?.Description,
            Width = size?.Width,
            Height = size?.Height,
            Ephemeral = message.IsEphemeral,
        };
        world.Messages.SaveContent(attachment.Id, file.Content);
        return attachment;
    }

    private static MessageReference? Completed(MessageReference? reference, Channel channel) =>
        reference is null ? null : reference with { ChannelId = channel.Id, GuildId = channel.GuildId };

    private Message WithMentions(Message message, Channel channel, MessageDraft draft)
    {
        var repliedTo = message is { Type: MessageType.Reply, Reference: { MessageId: { } id } reference } ? world.Messages.Find(reference.ChannelId, id) : null;
        return Mentions.Apply(message, draft.AllowedMentions, access.InChannel(channel, message.AuthorId).HasFlag(Permissions.MentionEveryone), repliedTo);
    }

    private void Note(Channel channel, Message message)
    {
        var thread = channel.Thread is { } state
            ? state with { MessagesSent = state.MessagesSent + 1, MessageCount = state.MessageCount + 1, Archived = false }
            : null;
        world.Channels.Save(channel with { LastMessageId = message.Id, Thread = thread });
        if (channel.Thread is { Archived: true })
            happenings.ChannelChanged("UPDATE", world.Channels.Find(channel.Id)!);
    }
}
