using HydraBot.Discord.Model;
using HydraBot.Doors.Chat;

namespace HydraBot.Hosting.Setup;

/// <summary>The address at which somebody lets the bot into their server, with what it uses and nothing more.</summary>
internal static class Invitation
{
    /// <param name="application">The bot's application.</param>
    /// <param name="guild">The only server that may be chosen; null for any.</param>
    public static string For(Snowflake application, string? guild) =>
        $"https://discord.com/oauth2/authorize?client_id={application}&scope={BotPermissions.Scopes.Replace(' ', '+')}&permissions={(ulong)BotPermissions.All}"
        + (guild is null ? "" : $"&guild_id={guild}&disable_guild_select=true");
}
