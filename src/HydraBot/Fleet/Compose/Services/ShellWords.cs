using System.Text;

namespace HydraBot.Fleet.Compose.Services;

/// <summary>A command that is written as one line, in its words: quotes and backslashes as a shell has them, and nothing else of a shell.</summary>
internal static class ShellWords
{
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, begun) = ('\0', false);
        for (var at = 0; at < line.Length; at++)
        {
            var sign = line[at];
            if (sign == '\\' && quote != '\'' && at + 1 < line.Length)
            {
                if (quote == '"' && line[at + 1] is not ('"' or '\\' or '$' or '`'))
                    word.Append(sign);
                word.Append(line[++at]);
                begun = true;
            }
            else if (quote != '\0' ? sign == quote : sign is '"' or '\'')
            {
                (quote, begun) = (quote == '\0' ? sign : '\0', true);
            }
            else if (quote == '\0' && char.IsWhiteSpace(sign))
            {
                if (begun)
                    words.Add(word.ToString());
                word.Clear();
                begun = false;
            }
            else
            {
                word.Append(sign);
                begun = true;
            }
        }

        if (begun)
            words.Add(word.ToString());
        return words;
    }
}
