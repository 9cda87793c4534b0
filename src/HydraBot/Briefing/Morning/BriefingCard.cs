using System.Globalization;
using System.Text;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Morning;

namespace HydraBot.Briefing.Morning;

/// <summary>A night on one phone screen; what does not fit is in a file.</summary>
internal static class BriefingCard
{
    private const int LinesShown = 5;
    private const int MostOfLine = 180;

    /// <summary>Of Discord's 1024 for a field.</summary>
    private const int MostOfField = 960;

    public static Card Draw(NightReport night)
    {
        var title = night switch
        {
            { NeedsYou.Count: 1 } => "One thing needs you",
            { NeedsYou.Count: > 1 and var count } => string.Create(CultureInfo.InvariantCulture, $"{count} things need you"),
            { Done.Count: 0, Failed.Count: 0, Refused.Count: 0 } => "A quiet night",
            _ => "All is well",
        };
        var full = Write(night);
        return new Card
        {
            Title = title,
            Severity = night.NeedsYou.Count > 0 ? CardSeverity.Waiting : night.Failed.Count > 0 ? CardSeverity.Warning : CardSeverity.Good,
            Fields =
            [
                .. Field("Needs you", night.NeedsYou), .. night.Sections.SelectMany(section => Field(section.Heading, section.Lines)),
                .. Field("Done", night.Done), .. Field("Did not work", night.Failed), .. Field("Refused", night.Refused), .. Field("The house itself", night.House, 3),
            ],
            Details = Longest(night) > LinesShown ? full : null,
            Files = Longest(night) > LinesShown ? [new CardFile("briefing.md", "text/markdown", Encoding.UTF8.GetBytes(full))] : [],
            Footer = string.Create(CultureInfo.InvariantCulture, $"Since {night.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC · /briefing since for another span"),
            Spoken = Spoken(title, night),
        };
    }

    /// <summary>All of it, in Markdown.</summary>
    public static string Write(NightReport night)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"# Briefing, {night.Since.UtcDateTime:yyyy-MM-dd HH:mm} to {night.Until.UtcDateTime:yyyy-MM-dd HH:mm} UTC\n"));
        foreach (var (heading, lines) in (IEnumerable<(string, IReadOnlyList<string>)>)[
                     ("Needs you", night.NeedsYou), .. night.Sections.Select(section => (section.Heading, section.Lines)),
                     ("Done", night.Done), ("Did not work", night.Failed), ("Refused", night.Refused), ("The house itself", night.House)])
        {
            if (lines.Count > 0)
                text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n").AppendJoin('\n', lines.Select(line => $"- {line}")).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<CardField> Field(string name, IReadOnlyList<string> lines, int shown = LinesShown)
    {
        if (lines.Count == 0)
            yield break;
        var text = new StringBuilder();
        var taken = 0;
        foreach (var line in lines.Take(shown).Select(Short).TakeWhile(line => text.Length + line.Length < MostOfField))
        {
            text.Append(taken++ == 0 ? "• " : "\n• ").Append(line);
        }

        yield return new CardField(name, (lines.Count > taken ? text.Append(CultureInfo.InvariantCulture, $"\nand {lines.Count - taken} more") : text).ToString());
    }

    /// <summary>Words are cut, an address never.</summary>
    private static string Short(string line)
    {
        var end = line.LastIndexOf(BriefingLines.Link, StringComparison.Ordinal) is >= 0 and var link ? link : line.Length;
        return end <= MostOfLine ? line : $"{line[..(MostOfLine - 1)]}…{line[end..]}";
    }

    private static int Longest(NightReport night) => new[] { night.NeedsYou, night.Done, night.Failed, night.Refused }.Concat(night.Sections.Select(section => section.Lines)).Max(lines => lines.Count);

    private static string Spoken(string title, NightReport night) => string.Create(CultureInfo.InvariantCulture,
        $"{title}. {Words(night.Done.Count, "thing was", "things were")} done, {Words(night.Failed.Count, "did", "did")} not work, {Words(night.Refused.Count, "was", "were")} refused.");

    private static string Words(int count, string one, string many) =>
        count == 0 ? $"Nothing {one.Replace("thing ", "", StringComparison.Ordinal)}" : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
