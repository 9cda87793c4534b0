using System.Globalization;
using System.Text.RegularExpressions;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Values of <c>$name</c> and <c>${name ...}</c>.</summary>
internal sealed partial class ShellParameters(ShellReader shell, ShellExpansion expansion)
{
    public string Value(WordPart.Parameter parameter, ShellScope scope)
    {
        var operation = parameter.Operation;
        if (operation.StartsWith('!'))
            return Lookup(parameter.Name, scope) is { } name && !Mark.IsOpen(name)
                ? Apply(Lookup(name, scope), operation[1..], name, parameter.Quoted, scope)
                : Mark.Anything;
        if (operation.StartsWith('#') && parameter.Name.Length > 0 && operation.Length == 1)
            return Lookup(parameter.Name, scope) is { } value && !Mark.IsOpen(value) ? value.Length.ToString(CultureInfo.InvariantCulture) : Mark.Anything;
        return Apply(Lookup(parameter.Name, scope), operation, parameter.Name, parameter.Quoted, scope);
    }

    /// <summary>The value; null for a variable that the program itself did not set.</summary>
    private string? Lookup(string name, ShellScope scope)
    {
        if (scope.Variables.TryGetValue(name, out var known))
            return known;
        if (int.TryParse(name, CultureInfo.InvariantCulture, out var number))
        {
            return number == 0 ? "sh"
                : scope.Positional is null ? Mark.Anything
                : number <= scope.Positional.Count ? scope.Positional[number - 1] : "";
        }

        return name switch
        {
            "@" or "*" => scope.Positional is null ? Mark.Anything : string.Join(' ', scope.Positional),
            "#" or "?" or "$" or "!" or "-" => Mark.Anything,
            "HOME" => shell.Places.Home,
            "PWD" => scope.Directory ?? Mark.Anything,
            "IFS" => " ",
            _ => null,
        };
    }

    private string Apply(string? value, string operation, string name, bool quoted, ShellScope scope)
    {
        var set = value is not null;
        value ??= SecretName().IsMatch(name) ? Mark.Secret.ToString() : Mark.Anything;
        if (operation.Length == 0)
            return value;
        if (operation[0] == '[')
            return Element(value, operation);
        if (operation.StartsWith(':') && operation.Length > 1 && operation[1] is not ('-' or '=' or '+' or '?'))
            return Part(value, operation[1..]);
        if (operation.TrimStart(':') is { Length: > 0 } rest && rest[0] is '-' or '=' or '+' or '?' && operation.Length - rest.Length <= 1)
            return Default(value, set, rest, name, quoted, scope);
        return Mark.IsOpen(value) ? Mark.Anything : Edited(value, operation, scope);
    }

    private string Default(string value, bool set, string rest, string name, bool quoted, ShellScope scope)
    {
        var word = expansion.One(quoted ? ShellParser.Quoted(rest[1..]) : ShellParser.Bare(rest[1..]), scope);
        if (rest[0] == '+')
            return set ? (value.Length > 0 ? word : "") : Doubt(name, word);
        if (rest[0] == '?')
            return value;
        if (rest[0] == '=' && (!set || value.Length == 0))
            scope.Variables[name] = word;
        return set ? (value.Length > 0 ? value : word) : Doubt(name, word);
    }

    /// <summary>It may be either: what the text itself offers is judged, and the doubt stays.</summary>
    private string Doubt(string name, string word)
    {
        shell.Doubt($"${name} may have another value");
        return word;
    }

    private static string Element(string value, string operation)
    {
        var index = operation[1..].TrimEnd(']');
        if (index is "@" or "*")
            return value;
        return int.TryParse(index, CultureInfo.InvariantCulture, out var at) && !Mark.IsOpen(value) && value.Split(' ') is var items && at >= 0 && at < items.Length
            ? items[at]
            : Mark.From(value);
    }

    private static string Part(string value, string range)
    {
        var bounds = range.Split(':');
        if (Mark.IsOpen(value) || !int.TryParse(bounds[0].Trim(' ', '(', ')'), CultureInfo.InvariantCulture, out var from))
            return Mark.From(value);
        from = Math.Clamp(from < 0 ? value.Length + from : from, 0, value.Length);
        var length = value.Length - from;
        if (bounds.Length > 1 && !int.TryParse(bounds[1].Trim(), CultureInfo.InvariantCulture, out length))
            return Mark.From(value);
        return value.Substring(from, Math.Clamp(length < 0 ? value.Length - from + length : length, 0, value.Length - from));
    }

    private string Edited(string value, string operation, ShellScope scope)
    {
        // What is quoted in a pattern stands for itself; what a variable holds without quotes is a pattern too.
        string Word(string text) => string.Concat(ShellParser.Bare(text).Parts.Select(part => expansion.One(new Word([part]), scope) is var one && (part.Quoted || part is WordPart.Literal)
            ? one : one.Replace('*', Mark.Star).Replace('?', Mark.One)));
        return operation switch
        {
            "^^" => value.ToUpperInvariant(),
            ",," => value.ToLowerInvariant(),
            "^" when value.Length > 0 => char.ToUpperInvariant(value[0]) + value[1..],
            "," when value.Length > 0 => char.ToLowerInvariant(value[0]) + value[1..],
            _ when operation.StartsWith('/') => Replaced(value, operation, Word),
            _ when operation.StartsWith("##", StringComparison.Ordinal) => Cut(value, Word(operation[2..]), start: true, longest: true),
            _ when operation.StartsWith('#') => Cut(value, Word(operation[1..]), start: true, longest: false),
            _ when operation.StartsWith("%%", StringComparison.Ordinal) => Cut(value, Word(operation[2..]), start: false, longest: true),
            _ when operation.StartsWith('%') => Cut(value, Word(operation[1..]), start: false, longest: false),
            _ => Mark.Anything,
        };
    }

    private static string Replaced(string value, string operation, Func<string, string> word)
    {
        var all = operation.StartsWith("//", StringComparison.Ordinal);
        var body = operation[(all ? 2 : 1)..];
        var slash = Slash(body);
        var (pattern, with) = slash < 0 ? (word(body), "") : (word(body[..slash]), word(body[(slash + 1)..]));
        if (pattern.Length == 0 || Mark.IsUnknown(pattern) || Mark.IsUnknown(with))
            return pattern.Length == 0 ? value : Mark.Anything;
        var glob = ShellExpansion.Glob(pattern.TrimStart('#', '%'), pattern[0] == '#', pattern[0] == '%');
        return glob.Replace(value, with.Replace("$", "$$", StringComparison.Ordinal), all ? -1 : 1);
    }

    /// <summary>Where the pattern ends: at a slash that is neither quoted nor the pattern's first sign.</summary>
    private static int Slash(string body)
    {
        for (var at = 0; at < body.Length; at++)
        {
            if (body[at] == '\\')
                at++;
            else if (body[at] is '\'' or '"' && body.IndexOf(body[at], at + 1) is > 0 and var close)
                at = close;
            else if (body[at] == '/' && at > 0)
                return at;
        }

        return -1;
    }

    private static string Cut(string value, string pattern, bool start, bool longest)
    {
        if (Mark.IsUnknown(pattern))
            return Mark.Anything;
        var glob = ShellExpansion.Glob(pattern, true, true);
        var lengths = Enumerable.Range(0, value.Length + 1);
        foreach (var length in longest ? lengths.Reverse() : lengths)
        {
            if (glob.IsMatch(start ? value[..length] : value[(value.Length - length)..]))
                return start ? value[length..] : value[..(value.Length - length)];
        }

        return value;
    }

    [GeneratedRegex("(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIAL|PGPASS)", RegexOptions.IgnoreCase)]
    public static partial Regex SecretName();
}
