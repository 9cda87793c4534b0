namespace HydraBot.Inference.Cache;

/// <summary>One word of a question.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="IsExact">It has digits or signs inside, or stands in quotes or code: nothing else means the same.</param>
/// <param name="IsCapital">It begins with a capital letter.</param>
/// <param name="BeginsSentence">It is the first of its sentence, where a capital says nothing.</param>
internal readonly record struct PromptToken(string Text, bool IsExact, bool IsCapital, bool BeginsSentence);

/// <summary>Cuts a question into words, where what belongs together (an address, a version, a path, a quotation) stays together.</summary>
internal static class PromptTokens
{
    public static IEnumerable<PromptToken> Of(string text)
    {
        var begins = true;
        var quote = '\0';
        var at = 0;
        while (at < text.Length)
        {
            var letter = text[at];
            if (letter is '"' or '`' or '“' or '”' || (letter == '\'' && (at == 0 || !char.IsLetterOrDigit(text[at - 1]))))
            {
                quote = quote == '\0' ? letter : '\0';
                at++;
            }
            else if (IsPart(letter) || (IsOperator(letter) && !char.IsWhiteSpace(letter)))
            {
                var start = at;
                while (at < text.Length && (IsPart(text[at]) || IsJoint(text, at)))
                    at++;
                if (at == start)
                    at++;
                var word = text[start..at].TrimEnd('\'', '’');
                if (word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal))
                    word = word[..^2];
                if (word.Length == 0)
                    continue;
                yield return new PromptToken(word, quote != '\0' || IsExact(word), char.IsUpper(word[0]), begins);
                begins = false;
            }
            else
            {
                begins |= letter is '.' or '?' or '!' or ':' or '\n';
                at++;
            }
        }
    }

    private static bool IsPart(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$' or '%' or '€' or '°';

    /// <summary>Signs that mean something alone: a minus before a number, a comparison, a sum.</summary>
    private static bool IsOperator(char letter) => letter is '+' or '=' or '<' or '>' or '*' or '^' or '≤' or '≥' or '≠' or '×' or '÷' or '~';

    private static bool IsJoint(string text, int at) =>
        text[at] is '\'' or '’' or '-' or '.' or '/' or ':' or '@' or '\\' or ',' or '+' or '#' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1])
        && (text[at] != ',' || (at > 0 && char.IsDigit(text[at - 1]) && char.IsDigit(text[at + 1])));

    private static bool IsExact(string word)
    {
        foreach (var letter in word)
        {
            if (!char.IsLetter(letter) && letter is not ('\'' or '’' or '-'))
                return true;
        }

        // A name in capitals or with a capital inside: GPU, ComfyUI.
        return word.Length > 1 && word.AsSpan(1).IndexOfAnyInRange('A', 'Z') >= 0;
    }
}
