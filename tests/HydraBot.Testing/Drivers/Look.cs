using System.Text.Json.Nodes;

namespace HydraBot.Testing.Drivers;

/// <summary>What a person reads off a message.</summary>
public static class Look
{
    /// <summary>All of its text: content, embed titles, descriptions, fields, footers.</summary>
    public static string TextOf(JsonNode message) => string.Join('\n', new[] { message["content"]?.ToString() ?? "" }.Concat(
        (message["embeds"]?.AsArray() ?? []).SelectMany(embed => new[] { embed!["title"]?.ToString(), embed["description"]?.ToString() }
            .Concat((embed["fields"]?.AsArray() ?? []).Select(field => $"{field!["name"]}: {field["value"]}"))
            .Append(embed["footer"]?["text"]?.ToString())))
        .Where(text => !string.IsNullOrEmpty(text)));

    public static bool Says(JsonNode message, string text) => TextOf(message).Contains(text, StringComparison.OrdinalIgnoreCase);

    public static bool IsIn(JsonNode message, string channelId) => message["channel_id"]?.ToString() == channelId;

    public static bool IsEphemeral(JsonNode message) => ((int?)message["flags"] & 64) == 64;

    /// <summary>Discord shows, and fetches, no preview of its links.</summary>
    public static bool HasNoPreviews(JsonNode message) => ((int?)message["flags"] & 4) == 4;

    public static bool HasButton(JsonNode message, string label) => (message["components"]?.AsArray() ?? [])
        .SelectMany(row => row!["components"]!.AsArray()).Any(component => (string?)component!["label"] == label);
}
