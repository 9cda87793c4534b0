using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Tests.Documents;

/// <summary>The programs that a line of shell starts, each with its words; enough of the language for what stands in documents.</summary>
internal static partial class ShellLine
{
    public static IEnumerable<IReadOnlyList<string>> Commands(string line)
    {
        foreach (Match inner in Substitution().Matches(line))
        {
            foreach (var command in Commands(inner.Groups[1].Value))
                yield return command;
        }

        var words = new List<string>();
        foreach (var word in Words(Substitution().Replace(line, "substituted")))
        {
            if (word is not ("&&" or "||" or "|" or ";"))
                words.Add(word);
            else if (words.Count > 0)
                yield return Take(words);
        }

        if (words.Count > 0)
            yield return Take(words);
    }

    /// <summary>Words and operators; quotes are taken off, what follows a lone # is left out, and so is where output goes.</summary>
    private static IEnumerable<string> Words(string line)
    {
        var isTarget = false;
        foreach (var word in Split(line))
        {
            if (word is ">" or ">>" or "<")
                isTarget = true;
            else if (isTarget)
                isTarget = false;
            else if (word is not ['>' or '<', ..])
                yield return word;
        }
    }

    private static IEnumerable<string> Split(string line)
    {
        var word = new StringBuilder();
        var (quote, has) = ('\0', false);
        foreach (var letter in line)
        {
            if (quote != '\0')
            {
                if (letter == quote)
                    quote = '\0';
                else
                    word.Append(letter);
            }
            else if (letter is '\'' or '"')
            {
                (quote, has) = (letter, true);
            }
            else if (char.IsWhiteSpace(letter))
            {
                if (has)
                    yield return word.ToString();
                word.Clear();
                has = false;
            }
            else if (letter == '#' && !has)
            {
                yield break;
            }
            else
            {
                word.Append(letter);
                has = true;
            }
        }

        if (has)
            yield return word.ToString();
    }

    private static string[] Take(List<string> words)
    {
        string[] taken = [.. words];
        words.Clear();
        return taken;
    }

    [GeneratedRegex(@"\$\(([^()]*)\)")]
    private static partial Regex Substitution();
}
