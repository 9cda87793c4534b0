using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Speech.Synthesis;

namespace HydraBot.Doors.Voice.Router;

/// <summary>Finds the command in a sentence, or says that there is none. No guessing: all of the sentence must be the command.</summary>
internal static class SpokenMatch
{
    private static readonly string[] Courtesies = ["please", "could you", "can you", "would you", "will you", "show me", "show", "give me", "tell me", "what is the", "what's the", "the", "run"];

    /// <summary>Words alone, in lower case, numbers as words, without courtesies at its ends.</summary>
    public static string Normalize(string text, IReadOnlyList<string> wakeWords)
    {
        var words = SpokenForm.OfName(text.Replace("'s", " is", StringComparison.Ordinal));
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var lead in wakeWords.Append("hydra").Concat(Courtesies))
            {
                if (words == lead || !words.StartsWith(lead + " ", StringComparison.Ordinal))
                    continue;
                words = words[(lead.Length + 1)..];
                changed = true;
            }
            if (words.EndsWith(" please", StringComparison.Ordinal))
                (words, changed) = (words[..^7], true);
        }
        return words;
    }

    /// <summary>The command; null when no template fits the sentence as a whole.</summary>
    public static SpokenCommand? Find(string sentence, IReadOnlyList<SpokenTemplate> templates)
    {
        SpokenCommand? best = null;
        var length = -1;
        foreach (var template in templates)
        {
            if (template.Words.Length <= length || Fill(sentence, template) is not { } command)
                continue;
            (best, length) = (command, template.Words.Length);
        }
        return best is null ? null : best with { IsConfusable = IsConfusable(best, sentence, templates) };
    }

    private static SpokenCommand? Fill(string sentence, SpokenTemplate template)
    {
        if (!sentence.StartsWith(template.Words, StringComparison.Ordinal))
            return null;
        var rest = sentence[template.Words.Length..];
        if (rest.Length > 0 && rest[0] != ' ')
            return null;
        rest = rest.Trim();
        var arguments = new JsonObject();
        var said = new List<string> { template.Words };
        foreach (var slot in template.Slots)
        {
            if (rest.StartsWith("the ", StringComparison.Ordinal))
                rest = rest[4..];
            if (slot.IsFree)
            {
                if (rest.Length == 0)
                    return null;
                arguments[slot.Parameter] = rest;
                said.Add(rest);
                rest = "";
                continue;
            }
            var value = slot.Values.Keys.Where(spoken => rest == spoken || rest.StartsWith(spoken + " ", StringComparison.Ordinal)).MaxBy(spoken => spoken.Length);
            if (value is null)
                return null;
            arguments[slot.Parameter] = Json(slot, slot.Values[value]);
            said.Add(value);
            rest = rest[value.Length..].Trim();
        }
        return rest.Length == 0 ? new SpokenCommand(template.Operation, arguments, string.Join(' ', said)) : null;
    }

    private static JsonValue Json(SpokenSlot slot, string value) => slot.Type switch
    {
        "boolean" => JsonValue.Create(value == "true"),
        "integer" => JsonValue.Create(long.Parse(value, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value),
    };

    /// <summary>Whether one word that sounds nearly the same would be another operation: start and restart, on and off.</summary>
    private static bool IsConfusable(SpokenCommand command, string sentence, IReadOnlyList<SpokenTemplate> templates)
    {
        var said = sentence.Split(' ');
        return templates.Any(template =>
        {
            if (template.Operation.Name == command.Operation.Name)
                return false;
            var words = template.Words.Split(' ');
            if (words.Length > said.Length || (template.Slots.Count == 0 && words.Length != said.Length))
                return false;
            var different = words.Index().Where(pair => pair.Item != said[pair.Index]).Select(pair => (One: pair.Item, Other: said[pair.Index])).ToList();
            return different is [var (one, other)] && (Distance(one, other) == 1 || one.EndsWith(other, StringComparison.Ordinal) || other.EndsWith(one, StringComparison.Ordinal));
        });
    }

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[^1];
    }
}
