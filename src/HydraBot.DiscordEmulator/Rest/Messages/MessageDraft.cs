using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>A checked message body; a null part was not sent, so that an edit leaves it alone.</summary>
internal sealed record MessageDraft
{
    public const int MaxContent = 2_000;
    private const int MaxFiles = 10;

    private const MessageFlags Settable =
        MessageFlags.SuppressEmbeds | MessageFlags.Ephemeral | MessageFlags.SuppressNotifications | MessageFlags.IsVoiceMessage | MessageFlags.IsComponentsV2;

    public string? Content { get; private init; }
    public JsonArray? Embeds { get; private init; }
    public JsonArray? Components { get; private init; }
    public List<AttachmentDraft>? Attachments { get; private init; }
    public IReadOnlyList<UploadedFile> Files { get; private init; } = [];
    public MessageFlags? Flags { get; private init; }
    public AllowedMentions? AllowedMentions { get; private init; }
    public MessageReference? Reference { get; init; }
    public bool FailIfNotExists { get; private init; } = true;
    public JsonElement? Nonce { get; private init; }
    public bool EnforceNonce { get; private init; }
    public bool Spoken { get; private init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Content) && Embeds is not { Count: > 0 } && Components is not { Count: > 0 } && Files.Count == 0;

    /// <summary>Reads and checks; <paramref name="already"/> are the flags of the message that is edited.</summary>
    /// <exception cref="DiscordException">50035 with every field that is wrong.</exception>
    public static MessageDraft Read(Payload body, IReadOnlyList<UploadedFile> files, MessageFlags already = MessageFlags.None)
    {
        var flags = body.Integer("flags", 0, int.MaxValue) is { } bits ? (MessageFlags)bits & Settable : (MessageFlags?)null;
        var secondForm = ((flags ?? MessageFlags.None) | already).HasFlag(MessageFlags.IsComponentsV2);
        if (secondForm)
            RefuseOldFields(body);
        var draft = new MessageDraft
        {
            Content = body.Has("content") ? body.Text("content", MaxContent) ?? "" : null,
            Embeds = body.Has("embeds") ? EmbedReader.Read(body) : null,
            Components = body.Has("components") ? MessageComponentReader.Read(body, secondForm) : null,
            Attachments = body.Has("attachments") ? [.. body.Objects("attachments", MaxFiles).Select(Attachment)] : null,
            Files = files,
            Flags = flags,
            AllowedMentions = AllowedMentions.Read(body),
            Reference = ReadReference(body, out var failIfNotExists),
            FailIfNotExists = failIfNotExists,
            Nonce = ReadNonce(body),
            EnforceNonce = body.Flag("enforce_nonce") ?? false,
            Spoken = body.Flag("tts") ?? false,
        };
        body.Errors.ThrowIfAny();
        return draft;
    }

    private static void RefuseOldFields(Payload body)
    {
        foreach (var field in new[] { "content", "embeds", "poll", "sticker_ids" })
        {
            var used = body.HasValue(field) && body.Element.GetProperty(field) is var value
                && !(value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0) && value.ToString().Length > 0;
            if (used)
                body.Error(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", $"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
        }
    }

    private static AttachmentDraft Attachment(Payload attachment) => new(
        attachment.Text("id", max: 20, min: 1, required: true) ?? "",
        attachment.Text("filename", max: 1_024, min: 1),
        attachment.Text("description", max: 1_024));

    private static MessageReference? ReadReference(Payload body, out bool failIfNotExists)
    {
        failIfNotExists = true;
        if (body.Object("message_reference") is not { } reference)
            return null;
        failIfNotExists = reference.Flag("fail_if_not_exists") ?? true;
        var messageId = reference.Id("message_id", required: true);
        return new MessageReference(reference.Id("channel_id") ?? default, messageId, reference.Id("guild_id"));
    }

    private static JsonElement? ReadNonce(Payload body)
    {
        if (!body.HasValue("nonce"))
            return null;
        body.Text("nonce", max: 25);
        return body.Element.GetProperty("nonce").Clone();
    }
}
