using System.Text.RegularExpressions;

namespace HydraBot.Memory.Retrieval;

/// <summary>What kind of sentence a text is: it tells what sort of question it can answer.</summary>
[Flags]
internal enum TextTraits
{
    None = 0,

    /// <summary>It asks and says nothing else.</summary>
    Question = 1,

    /// <summary>It says when: a date, a weekday, "last week".</summary>
    Time = 2,

    /// <summary>It holds a number.</summary>
    Number = 4,

    /// <summary>It names somebody or something within a sentence.</summary>
    Name = 8,
}

/// <summary>Reads the traits off a text.</summary>
internal static partial class TraitReader
{
    public static TextTraits Read(string text)
    {
        var traits = TextTraits.None;
        if (AsksOnly(text))
            traits |= TextTraits.Question;
        if (TimeWords().IsMatch(text))
            traits |= TextTraits.Time;
        if (text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || NumberWords().IsMatch(text))
            traits |= TextTraits.Number;
        if (Names().IsMatch(text))
            traits |= TextTraits.Name;
        return traits;
    }

    /// <summary>Every sentence of more than a few words ends in a question mark.</summary>
    private static bool AsksOnly(string text)
    {
        if (!text.AsSpan().TrimEnd().EndsWith("?"))
            return false;
        var told = 0;
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is not ('.' or '!' or '?' or '\n'))
                continue;
            if (text[at] != '?')
                told += text.AsSpan(start, at - start).Trim().Count(' ') + 1;
            start = at + 1;
        }

        return told <= 6;
    }

    [GeneratedRegex(
        @"\b(?:yesterday|today|tonight|tomorrow|ago|(?:last|next|this|past|previous|coming)\s+(?:\w+\s+)?(?:week|weekend|month|year|night|morning|evening|summer|winter|spring|fall|autumn|few|couple|day|days|weeks|months|years|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|april|june|july|august|september|october|november|december|since\s+\d{4}|in\s+(?:19|20)\d\d|recently|\d{4}-\d\d-\d\d|weekend|(?:two|three|four|five|six|seven|\d+)\s+(?:days|weeks|months|years))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex TimeWords();

    /// <summary>A capital letter where no sentence begins.</summary>
    [GeneratedRegex(@"(?<=[\p{Ll}\d,;)]\s)[""'“]?\p{Lu}\p{Ll}{2,}")]
    private static partial Regex Names();

    [GeneratedRegex(@"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|twice|couple|several|third|second)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NumberWords();
}
