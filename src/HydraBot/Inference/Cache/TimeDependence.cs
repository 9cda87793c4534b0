using System.Text.RegularExpressions;

namespace HydraBot.Inference.Cache;

/// <summary>Questions whose answer is another one in an hour, or is meant to be another one each time.</summary>
internal static partial class TimeDependence
{
    public static bool IsIn(string text) => Moment().IsMatch(text);

    [GeneratedRegex("""
        \b(?:now|nowadays|today|todays|tonight|tomorrow|yesterday|currently|current|latest|newest|recent|recently|upcoming|so\ far|at\ the\ moment|right\ now|this\ (?:morning|evening|afternoon|week|month|year|minute|hour|moment)|(?:last|next)\ (?:week|month|year|night|hour|hours|minutes?|days?|monday|tuesday|wednesday|thursday|friday|saturday|sunday)
        |what\ time|the\ time|what\ date|the\ date|what\ day|how\ late|since\ when|ago|still|yet|already|just\ (?:now|happened)
        |weather|forecast|news|headlines|stock\ price|share\ price|exchange\ rate|traffic|score|uptime|running|status|health|healthy|temperature|usage|free\ space|disk\ space|load|logs?|who\ is\ (?:online|here|president|the\ (?:president|prime\ minister|ceo))
        |random|randomly|surprise\ me|another\ one|something\ else|different\ one|again|roll\ a|flip\ a|pick\ (?:a|one)|joke
        |jetzt|heute|morgen|gestern|gerade|aktuell|momentan|wie\ spät|wieviel\ uhr|uhrzeit|wetter|nachrichten|zufällig|nochmal)\b
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Moment();
}
