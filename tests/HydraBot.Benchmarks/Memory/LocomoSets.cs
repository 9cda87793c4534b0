using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HydraBot.Benchmarks.Memory;

/// <summary>Reads sets in LoCoMo's format (Maharana et al., 2024), which are not ours to ship: give the path of one.</summary>
internal static partial class LocomoSets
{
    private static readonly string[] Kinds = ["", "multi", "temporal", "open", "single", "adversarial"];

    public static IEnumerable<QuestionSet> Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var (place, sample) in document.RootElement.EnumerateArray().Index())
            yield return Read($"conversation {place}", sample, kept: place % 2 == 1);
    }

    private static QuestionSet Read(string name, JsonElement sample, bool kept)
    {
        var conversation = sample.GetProperty("conversation");
        var turns = new List<Turn>();
        for (var session = 1; session < 100; session++)
        {
            if (!conversation.TryGetProperty($"session_{session}", out var said) || said.ValueKind != JsonValueKind.Array)
                continue;
            var at = Moment(conversation.GetProperty($"session_{session}_date_time").GetString()!);
            foreach (var turn in said.EnumerateArray())
            {
                var text = turn.GetProperty("text").GetString() + (turn.TryGetProperty("blip_caption", out var caption) ? $" [shares {caption.GetString()}]" : "");
                turns.Add(new Turn(turn.GetProperty("dia_id").GetString()!, $"session_{session}", at, turn.GetProperty("speaker").GetString()!, text));
            }
        }

        var known = turns.Select(turn => turn.Id).ToHashSet(StringComparer.Ordinal);
        return new QuestionSet(name, turns,
        [
            .. sample.GetProperty("qa").EnumerateArray()
                .Select(question => new Question(
                    Kinds[question.GetProperty("category").GetInt32()], question.GetProperty("question").GetString()!,
                    question.TryGetProperty("evidence", out var evidence)
                        ? [.. evidence.EnumerateArray().SelectMany(id => id.GetString()!.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries)).Where(known.Contains).Distinct()]
                        : [],
                    kept))
                .Where(question => question.Evidence.Count > 0),
        ]);
    }

    /// <summary>"1:56 pm on 8 May, 2023".</summary>
    private static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(
        Spaces().Replace(text, " ").ToUpperInvariant(), "h:mm tt 'ON' d MMMM, yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
