using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>Puts real addresses where embeds and components say <c>attachment://name</c>, and fills in what Discord adds to media.</summary>
internal sealed class MediaLinks(IReadOnlyList<Attachment> attachments, ServerAddress address, SnowflakeSource ids)
{
    private const string Scheme = "attachment://";

    /// <summary>Files that now show inside an embed.</summary>
    public HashSet<Snowflake> InEmbeds { get; } = [];

    public void ResolveEmbeds(JsonArray embeds)
    {
        foreach (var embed in embeds.OfType<JsonObject>())
        {
            foreach (var media in new[] { embed["image"], embed["thumbnail"] }.OfType<JsonObject>())
                ResolveMedia(media);
            foreach (var part in new[] { embed["author"], embed["footer"] }.OfType<JsonObject>())
                ResolveIcon(part);
        }
    }

    /// <exception cref="DiscordException">A component shows a file that was not sent.</exception>
    public void ResolveComponents(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                    ResolveComponents(item);
                break;
            case JsonObject component:
                ResolveComponent(component);
                break;
        }
    }

    private void ResolveComponent(JsonObject component)
    {
        if (component["media"] is JsonObject media)
            Unfurl(media);
        if (component["file"] is JsonObject file && Unfurl(file) is { } attachment)
        {
            component["name"] = attachment.FileName;
            component["size"] = attachment.Size;
        }
        foreach (var inside in new[] { component["components"], component["items"], component["accessory"] })
            ResolveComponents(inside);
    }

    private Attachment? Unfurl(JsonObject media)
    {
        var url = media["url"]!.GetValue<string>();
        var attachment = Find(url);
        if (attachment is null && url.StartsWith(Scheme, StringComparison.Ordinal))
            throw Refusal.InvalidField("components", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", $"The referenced attachment {url} was not found");
        var shownUrl = attachment is null ? url : address.Attachment(attachment);
        media["url"] = shownUrl;
        media["proxy_url"] = shownUrl;
        media["id"] = (attachment?.Id ?? ids.Next()).ToString();
        media["width"] = attachment?.Width;
        media["height"] = attachment?.Height;
        media["content_type"] = attachment?.ContentType;
        if (attachment is not null)
            media["attachment_id"] = attachment.Id.ToString();
        return attachment;
    }

    private void ResolveMedia(JsonObject media)
    {
        var url = media["url"]!.GetValue<string>();
        if (Find(url) is { } attachment)
        {
            InEmbeds.Add(attachment.Id);
            url = address.Attachment(attachment);
            media["url"] = url;
            if (attachment is { Width: { } width, Height: { } height })
                (media["width"], media["height"]) = (width, height);
            media["content_type"] = attachment.ContentType;
        }
        media["proxy_url"] = url;
    }

    private void ResolveIcon(JsonObject part)
    {
        if (part["icon_url"]?.GetValue<string>() is not { } url)
            return;
        if (Find(url) is { } attachment)
        {
            InEmbeds.Add(attachment.Id);
            url = address.Attachment(attachment);
            part["icon_url"] = url;
        }
        part["proxy_icon_url"] = url;
    }

    private Attachment? Find(string url) => url.StartsWith(Scheme, StringComparison.Ordinal)
        ? attachments.FirstOrDefault(attachment => attachment.FileName == FileNames.Clean(url[Scheme.Length..]))
        : null;
}
