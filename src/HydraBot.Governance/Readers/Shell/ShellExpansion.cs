using System.Text;
using System.Text.RegularExpressions;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Expands words as a shell does: braces, tilde, parameters, commands, arithmetic, fields. What it cannot know it marks.</summary>
internal sealed class ShellExpansion
{
    /// <summary>A command may have no more words, and an array no more elements.</summary>
    public const int MostFields = 256;

    private readonly ShellReader _shell;
    private readonly ShellParameters _parameters;

    public ShellExpansion(ShellReader reader) => (_shell, _parameters) = (reader, new ShellParameters(reader, this));

    /// <summary>The fields of a word that is not quoted as a whole.</summary>
    public void Fields(Word word, ShellScope scope, List<string> into)
    {
        foreach (var one in Braces(word))
        {
            if (into.Count >= MostFields)
            {
                _shell.Doubt("a command has too many words");
                return;
            }

            Split(one, scope, into);
        }
    }

    /// <summary>The word as one text.</summary>
    public string One(Word word, ShellScope scope)
    {
        // Stryker disable once statement : the same as in ReadingBudget.
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (word.Parts is [])
            return "";
        if (word.Parts is [WordPart.Literal { Quoted: true } only])
            return only.Text;
        var text = new StringBuilder();
        for (var at = 0; at < word.Parts.Count; at++)
            text.Append(Value(word.Parts[at], scope, at == 0));
        return ShellReader.Limited(text.ToString());
    }

    private void Split(Word word, ShellScope scope, List<string> into)
    {
        var field = new StringBuilder();
        var (begun, written) = (false, 0);
        var separators = " \t\n" + scope.Variables.GetValueOrDefault("IFS");
        for (var at = 0; at < word.Parts.Count; at++)
        {
            var part = word.Parts[at];
            if (part is WordPart.Parameter { Quoted: true } all && (all.Name == "@" || all.Operation == "[@]") && _parameters.Several(all, scope) is { } several)
            {
                // Each is a word of its own; the first and the last grow together with what stands beside them.
                foreach (var one in several.SkipLast(1))
                {
                    into.Add(field.Append(one).ToString());
                    field.Clear();
                }

                if (several is [.., var last])
                    (field, begun) = (field.Append(last), true);
                continue;
            }

            var value = Value(part, scope, at == 0);
            written += value.Length;
            if (written > ShellReader.MostText)
                value = Mark.From(value);
            if (part.Quoted || part is WordPart.Literal)
            {
                field.Append(value);
                begun = true;
                continue;
            }

            foreach (var sign in value)
            {
                if (separators.Contains(sign, StringComparison.Ordinal))
                {
                    if (begun)
                        into.Add(field.ToString());
                    field.Clear();
                    begun = false;
                }
                else
                {
                    field.Append(Pattern(sign));
                    begun = true;
                }
            }
        }

        if (begun)
            into.Add(field.ToString());
    }

    private string Value(WordPart part, ShellScope scope, bool first) => part switch
    {
        WordPart.Literal { Quoted: true } literal => literal.Text,
        WordPart.Literal literal => Literal(literal.Text, first),
        WordPart.Parameter parameter => _parameters.Value(parameter, scope),
        WordPart.Command command => _shell.Capture(command.Body, scope).TrimEnd('\n'),
        WordPart.Process process => _shell.File(_shell.Capture(process.Body, scope), scope),
        WordPart.Arithmetic arithmetic => Arithmetic(arithmetic, scope),
        _ => Mark.Anything,
    };

    private string Literal(string text, bool first)
    {
        if (first && text.StartsWith('~'))
            text = Home(text);
        if (text.AsSpan().IndexOfAny("*?[") < 0 || text.Contains("://", StringComparison.Ordinal))
            return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '[' && text.IndexOf(']', Math.Min(at + 2, text.Length)) is > 0 and var close)
            {
                plain.Append(Mark.One);
                at = close;
            }
            else
            {
                plain.Append(Pattern(text[at]));
            }
        }

        return plain.ToString();
    }

    /// <summary><c>~</c> and <c>~name</c>: somebody's home, which nobody but a shell looks up.</summary>
    private string Home(string text)
    {
        var end = text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? slash : text.Length;
        var name = text[1..end];
        var home = name.Length == 0 || _shell.Places.Home.EndsWith("/" + name, StringComparison.Ordinal) ? _shell.Places.Home : name == "root" ? "/root" : Mark.Anything;
        return home + text[end..];
    }

    private static char Pattern(char sign) => sign switch
    {
        '*' => Mark.Star,
        '?' => Mark.One,
        _ => sign,
    };

    private string Arithmetic(WordPart.Arithmetic arithmetic, ShellScope scope)
    {
        var text = One(arithmetic.Inner, scope);
        _shell.Calculated(text, scope);
        _shell.Subshells(arithmetic.Text, scope, null);
        return int.TryParse(text.Trim(), out var number) ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : Mark.Anything;
    }

    /// <summary>Brace expansion over the parts that are not quoted: <c>{git,push}</c>, <c>{1..3}</c>.</summary>
    private static IEnumerable<Word> Braces(Word word)
    {
        for (var at = 0; at < word.Parts.Count; at++)
        {
            if (word.Parts[at] is WordPart.Literal { Quoted: false } literal && literal.Text.Contains('{', StringComparison.Ordinal))
                return Braced(word).Take(MostFields + 1);
        }

        return [word];
    }

    private static IEnumerable<Word> Braced(Word word)
    {
        // Parts that are no plain text become single signs, so that braces may span them.
        var parts = new List<WordPart>();
        var text = new StringBuilder();
        foreach (var part in word.Parts)
        {
            if (part is WordPart.Literal { Quoted: false } literal)
            {
                text.Append(literal.Text);
            }
            else
            {
                text.Append((char)('\uF000' + parts.Count));
                parts.Add(part);
            }
        }

        return BraceExpansion.Of(text.ToString()).Select(one => Restore(one, parts));
    }

    private static Word Restore(string text, List<WordPart> parts)
    {
        var restored = new List<WordPart>();
        var plain = new StringBuilder();
        foreach (var sign in text)
        {
            if (sign < '\uF000' || sign >= '\uF000' + parts.Count)
            {
                plain.Append(sign);
                continue;
            }

            if (plain.Length > 0)
                restored.Add(new WordPart.Literal(plain.ToString(), false));
            plain.Clear();
            restored.Add(parts[sign - '\uF000']);
        }

        if (plain.Length > 0)
            restored.Add(new WordPart.Literal(plain.ToString(), false));
        return new Word(restored);
    }

    /// <summary>A shell pattern as a regular expression over marks and letters.</summary>
    public static Regex Glob(string pattern, bool anchoredStart, bool anchoredEnd)
    {
        var text = new StringBuilder(anchoredStart ? "^" : "");
        foreach (var sign in pattern)
        {
            text.Append(sign switch
            {
                Mark.Star => ".*",
                Mark.One => ".",
                _ => Regex.Escape(sign.ToString()),
            });
        }

        return new Regex(text.Append(anchoredEnd ? "$" : "").ToString(), RegexOptions.Singleline | RegexOptions.NonBacktracking);
    }
}
