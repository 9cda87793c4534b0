using System.Text.RegularExpressions;

namespace HydraBot.Plans.Reading;

/// <summary>Goals that were typed: one a line. Bullets, numbers and boxes before them are taken off; headings and ticked boxes are left out.</summary>
internal static partial class GoalText
{
    public static IReadOnlyList<string> Read(string text) =>
    [
        .. text.Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !Heading().IsMatch(line))
            .Select(line => Mark().Match(line))
            .Where(match => match.Groups["box"].Value is "" or " ")
            .Select(match => match.Groups["text"].Value.Trim())
            .Where(goal => goal.Length > 0),
    ];

    [GeneratedRegex(@"^#{1,6}(?:\s|$)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?:(?:[-*+•]|[0-9]{1,9}[.)])(?:\s+|$))?(?:\[(?<box>[ xX])\](?:\s+|$))?(?<text>.*)$")]
    private static partial Regex Mark();
}
