using System.Text.RegularExpressions;

namespace HydraBot.Testing.Prompts;

/// <summary>Two questions: whether one answer is right for both.</summary>
/// <param name="Family">What they are about; families are never divided between learning and testing.</param>
/// <param name="Asked">The one that was answered.</param>
/// <param name="Other">The one that comes later.</param>
/// <param name="Same">True where they ask for the same.</param>
public sealed record PromptPair(int Family, string Asked, string Other, bool Same);

/// <summary>Pairs of questions that mean the same, or only look as if they did, made of families of questions.</summary>
public static partial class PromptPairs
{
    /// <summary>All of them, always the same ones.</summary>
    public static IReadOnlyList<PromptPair> All()
    {
        using var stream = typeof(PromptPairs).Assembly.GetManifestResourceStream("prompt-families.txt")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var slots = text.Split('\n').Where(line => line.StartsWith('@'))
            .ToDictionary(line => line[1..line.IndexOf(':', StringComparison.Ordinal)], line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(", ").Select(value => value.Trim()).ToArray());
        var families = text.Split("\n\n").Select(block => block.Split('\n').Where(line => line.Length > 0 && line[0] is not ('#' or '@')).ToArray()).Where(lines => lines.Length > 0);
        return [.. families.Index().SelectMany(family => Pairs(family.Index, family.Item, slots)).Distinct()];
    }

    private static IEnumerable<PromptPair> Pairs(int family, string[] lines, Dictionary<string, string[]> slots)
    {
        var same = lines.Where(line => line[0] != '!').ToArray();
        var others = lines.Where(line => line[0] == '!').Select(line => line[1..].Trim()).ToArray();
        var values = Slot().Match(same[0]) is { Success: true } match ? slots[match.Groups[1].Value] : [""];
        foreach (var (index, value) in values.Index())
        {
            for (var one = 0; one < same.Length; one++)
            {
                for (var other = 0; other < same.Length; other++)
                {
                    if (one != other)
                        yield return new PromptPair(family, Fill(same[one], value), Fill(same[other], value), true);
                }

                foreach (var contrast in others)
                    yield return new PromptPair(family, Fill(same[one], value), Fill(contrast, value), false);

                // The same words about something else.
                if (values.Length > 1)
                    yield return new PromptPair(family, Fill(same[one], value), Fill(same[(one + index) % same.Length], values[(index + 1) % values.Length]), false);
            }
        }
    }

    private static string Fill(string line, string value) => Slot().Replace(line, value);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Slot();
}
