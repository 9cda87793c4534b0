using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Sandbox.Running;

/// <summary>Output of a stranger's program as a code block: without escape sequences and controls, and without a way out of the block.</summary>
internal static partial class OutputBlock
{
    /// <summary>The block with the last characters of the text.</summary>
    public static string Fence(string text, int most)
    {
        var plain = Plain(text).TrimEnd('\n');
        if (plain.Length > most)
            plain = "…" + plain[^(most - 1)..];
        return $"```\n{plain}\n```";
    }

    /// <summary>Text as a person may see it.</summary>
    public static string Plain(string text)
    {
        var lines = Escapes().Replace(text, "").ReplaceLineEndings("\n");
        var plain = new StringBuilder(lines.Length);
        foreach (var rune in lines.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !IsHidden(rune))
                plain.Append(rune.ToString());
        }

        // A zero-width space keeps three backticks from ending the block, and an @ from looking like a mention.
        return plain.Replace("```", "`\u200b``").Replace("@", "@\u200b").ToString();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
        || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x200E or 0x200F or 0xFEFF;

    /// <summary>CSI and OSC sequences of terminals, and lone escapes.</summary>
    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?", RegexOptions.Singleline)]
    private static partial Regex Escapes();
}
