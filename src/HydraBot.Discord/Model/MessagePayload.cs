using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>
/// A message to send or the changes to one. In an edit, null leaves a part alone and an empty text or list clears it.
/// Nobody is notified unless <see cref="AllowedMentions"/> says so.
/// </summary>
/// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
public sealed record MessagePayload
{
    public string? Content { get; init; }
    public IReadOnlyList<Embed>? Embeds { get; init; }
    public IReadOnlyList<Component>? Components { get; init; }
    public AllowedMentions? AllowedMentions { get; init; } = AllowedMentions.None;
    public MessageFlags? Flags { get; init; }
    public MessageReference? MessageReference { get; init; }
    public bool? Tts { get; init; }

    /// <summary>Up to 25 characters. With <see cref="EnforceNonce"/> Discord makes one message of two requests that carry the same.</summary>
    public string? Nonce { get; init; }
    public bool? EnforceNonce { get; init; }

    /// <summary>In an edit: the files to keep (all others go). Uploads are added to it by the client.</summary>
    public IReadOnlyList<AttachmentReference>? Attachments { get; init; }

    /// <summary>Files to upload with the message.</summary>
    [JsonIgnore]
    public IReadOnlyList<FileUpload> Files { get; init; } = [];

    /// <summary>A message of text alone.</summary>
    public static implicit operator MessagePayload(string content) => FromText(content);

    /// <summary>A message of one embed.</summary>
    public static implicit operator MessagePayload(Embed embed) => FromEmbed(embed);

    /// <inheritdoc cref="op_Implicit(string)"/>
    public static MessagePayload FromText(string content) => new() { Content = content };

    /// <inheritdoc cref="op_Implicit(Embed)"/>
    public static MessagePayload FromEmbed(Embed embed) => new() { Embeds = [embed] };

    /// <summary>The payload as it goes over the wire: uploads are named by their place in the form.</summary>
    internal MessagePayload WithUploads()
    {
        if (Files.Count == 0)
            return this;
        var uploads = Files.Select((file, i) => new AttachmentReference { Id = (ulong)i, Filename = file.Name, Description = file.Description });
        return this with { Attachments = [.. Attachments ?? [], .. uploads] };
    }

    internal MessagePayload AsEphemeral() => this with { Flags = (Flags ?? MessageFlags.None) | MessageFlags.Ephemeral };

    /// <summary>Without what only a new message can have.</summary>
    internal MessagePayload AsEdit()
    {
        var kept = Flags & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2);
        // None said by itself takes away what was set before; None that is left over says nothing.
        return this with { Flags = kept is MessageFlags.None && Flags is not MessageFlags.None ? null : kept, Nonce = null, EnforceNonce = null, MessageReference = null, Tts = null };
    }
}
