using System.Text;

namespace HydraBot.Speech.Recognition;

/// <summary>Writes a grammar in the Java Speech Grammar Format, which PocketSphinx reads. https://www.w3.org/TR/jsgf/</summary>
internal static class Jsgf
{
    /// <summary>With <paramref name="others"/>, a row of any of these is an alternative to every phrase: a closed grammar alone never says no.</summary>
    public static string Write(SpokenGrammar grammar, IReadOnlyCollection<string> others)
    {
        var text = new StringBuilder("#JSGF V1.0;\ngrammar hydra;\n");
        var lists = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in grammar.Phrases.SelectMany(phrase => phrase).OfType<GrammarPart.OneOf>())
        {
            if (lists.TryAdd(part.ToString(), $"<list{lists.Count}>"))
                text.Append(lists[part.ToString()]).Append(" = ").AppendJoin(" | ", part.Values).Append(";\n");
        }
        var prefix = grammar.Prefixes.Count == 0 ? "" : $"[ {string.Join(" | ", grammar.Prefixes)} ] ";
        text.Append("<phrase> = ").AppendJoin(" | ", grammar.Phrases.Select(phrase => string.Join(' ', phrase.Select(part => part switch
        {
            GrammarPart.OneOf list => lists[list.ToString()],
            GrammarPart.Maybe maybe => $"[ {maybe.Text} ]",
            _ => part.ToString(),
        })))).Append(";\n");
        if (others.Count == 0)
            return text.Append("public <all> = ").Append(prefix).Append("<phrase>;\n").ToString();
        text.Append("<other> = ").AppendJoin(" | ", others).Append(";\n");
        return text.Append("public <all> = ").Append(prefix).Append("<phrase> | <other>+;\n").ToString();
    }
}
