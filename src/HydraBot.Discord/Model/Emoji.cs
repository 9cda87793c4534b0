using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>A Unicode emoji (name alone) or a guild's own (id and name). https://discord.com/developers/docs/resources/emoji</summary>
public sealed record Emoji
{
    public Snowflake? Id { get; set; }
    public string? Name { get; set; }
    public bool? Animated { get; set; }

    /// <summary>As a URL names it, before escaping: <c>✅</c> or <c>name:id</c>.</summary>
    [JsonIgnore]
    public string RouteName => Id is { } id ? $"{Name}:{id}" : Name ?? "";

    /// <summary>A Unicode emoji such as <c>✅</c>.</summary>
    public static Emoji FromUnicode(string emoji) => new() { Name = emoji };

    /// <inheritdoc cref="FromUnicode"/>
    public static implicit operator Emoji(string emoji) => FromUnicode(emoji);
}
