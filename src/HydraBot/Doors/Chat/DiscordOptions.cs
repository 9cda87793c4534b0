using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Chat;

/// <summary>Section <c>Discord</c>: which Discord, which server, which channels.</summary>
internal sealed class DiscordOptions
{
    /// <summary>The bot's token; without one the emulator is started and connected to.</summary>
    public string? Token { get; set; }

    /// <summary>Where Discord's API is; any compatible server may stand there.</summary>
    public Uri ApiBaseUrl { get; set; } = new("https://discord.com/api/v10");

    /// <summary>The server that HydraBot serves; needed when the bot is a member of several.</summary>
    [RegularExpression("^[0-9]{1,20}$", ErrorMessage = "is a server id: digits alone")]
    public string? GuildId { get; set; }

    /// <summary>Whether messages in threads are heard: needs the Message Content Intent, which is switched on in Discord's developer portal.</summary>
    public bool ReadMessages { get; set; } = true;

    /// <summary>How many connections the bot's servers are spread over.</summary>
    [ValidateObjectMembers]
    public DiscordShardOptions Shards { get; set; } = new();

    /// <summary>Channel names or ids for what the bot posts by itself.</summary>
    [ValidateObjectMembers]
    public DiscordChannelOptions Channels { get; set; } = new();
}
