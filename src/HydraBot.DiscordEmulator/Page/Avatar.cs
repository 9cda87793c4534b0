using System.Text;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Page;

/// <summary>Draws a member's picture: the first letter on a colour that follows from the name; a bot gets three heads.</summary>
internal static class Avatar
{
    private static readonly string[] Colors = ["#5865f2", "#3ba55d", "#faa61a", "#ed4245", "#eb459e", "#9b59b6", "#1abc9c", "#e67e22"];

    private const string ThreeHeads =
        """<g fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round"><path d="M64 104V52M64 96C64 76 36 82 34 56M64 96c0-20 28-14 30-40"/></g><g fill="#fff"><circle cx="64" cy="40" r="13"/><circle cx="33" cy="48" r="11"/><circle cx="95" cy="48" r="11"/></g>""";

    public static byte[] Draw(User user)
    {
        var color = Colors[user.Username.Sum(letter => letter) % Colors.Length];
        var letter = System.Net.WebUtility.HtmlEncode(user.Username[..1].ToUpperInvariant());
        var picture = user.IsBot
            ? ThreeHeads
            : $"""<text x="64" y="86" font-family="system-ui,sans-serif" font-size="64" font-weight="600" text-anchor="middle" fill="#fff">{letter}</text>""";
        return Encoding.UTF8.GetBytes(
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><rect width="128" height="128" fill="{color}"/>{picture}</svg>""");
    }
}
