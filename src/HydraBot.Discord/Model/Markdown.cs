using System.Text.RegularExpressions;

namespace HydraBot.Discord.Model;

/// <summary>Discord's markdown. https://support.discord.com/hc/articles/210298617</summary>
public static partial class Markdown
{
    /// <summary>Makes text show as it is: every character with a meaning is escaped, mentions included.</summary>
    public static string Escape(string text) => LineStart().Replace(Anywhere().Replace(text, "\\$0"), "$1\\$2");

    /// <summary>Puts text into a code block; a fence inside of it is broken by an invisible character.</summary>
    public static string CodeBlock(string text, string language = "") => $"```{language}\n{text.Replace("```", "`\u200b``", StringComparison.Ordinal)}\n```";

    [GeneratedRegex(@"[\\*_~`|<>@\[\]]|:(?=[A-Za-z0-9_]+:)|(?<=https?):(?=//)")]
    private static partial Regex Anywhere();

    // Headings, small print and lists mean something at the start of a line alone.
    [GeneratedRegex(@"^([ \t]*)(#{1,3} |-# |[-+] )", RegexOptions.Multiline)]
    private static partial Regex LineStart();
}
