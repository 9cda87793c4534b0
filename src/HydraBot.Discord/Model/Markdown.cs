namespace HydraBot.Discord.Model;

/// <summary>Discord's markdown. https://support.discord.com/hc/articles/210298617</summary>
public static class Markdown
{
    /// <summary>Makes text show as it is: every character with a meaning is escaped, mentions included.</summary>
    public static string Escape(string text) => throw new NotSupportedException();
}
