using System.Globalization;
using System.Text.RegularExpressions;

namespace HydraBot.Governance.Readers.Shell;

/// <summary>Values of <c>$name</c> and <c>${name ...}</c>.</summary>
internal sealed partial class ShellParameters(ShellReader shell, ShellExpansion expansion)
{
    public string Value(WordPart.Parameter parameter, ShellScope scope)
    {
        var (name, operation) = (parameter.Name, parameter.Operation);
        if (Several(parameter, scope) is { } several)
            return string.Join(' ', several);
        var value = Lookup(name, scope);
        switch (parameter.Prefix)
        {
            case '!' when value is not null && !Mark.IsOpen(value) && !operation.StartsWith('['):
                shell.Calculated(value, scope);
                return Apply(Lookup(value, scope), operation, value, parameter.Quoted, scope);
            case '#' when value is not null && !Mark.IsOpen(value) && operation.Length == 0 && name is not ("@" or "*"):
                return value.Length.ToString(CultureInfo.InvariantCulture);
            case not '\0':
                return Unfollowed(Mark.Anything, operation, scope);
        }

        return name is "@" or "*" && operation.TrimStart(':') is [not ('-' or '=' or '+' or '?'), ..] ? Unfollowed(Mark.Anything, operation, scope) : Apply(value, operation, name, parameter.Quoted, scope);
    }

    /// <summary>The values of what has several: the positional parameters, or some of them, and the elements of an array. Null for everything else.</summary>
    public IReadOnlyList<string>? Several(WordPart.Parameter parameter, ShellScope scope)
    {
        if (parameter.Prefix != '\0')
            return null;
        if (parameter.Operation is "[@]" or "[*]")
            return Lookup(parameter.Name, scope) is { } value ? Mark.Elements(value) : null;
        if (parameter.Name is not ("@" or "*"))
            return null;
        if (parameter.Operation.Length == 0)
            return scope.Positional ?? [Mark.Anything];
        return scope.Positional is { } known && parameter.Operation.Split(':') is ["", var first, .. var rest] && int.TryParse(first, CultureInfo.InvariantCulture, out var from) && from > 0
            && (rest is [] || (rest is [var many] && int.TryParse(many, CultureInfo.InvariantCulture, out _)))
            ? [.. known.Skip(from - 1).Take(rest is [] ? known.Count : int.Parse(rest[0], CultureInfo.InvariantCulture))]
            : null;
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
        if (operation.StartsWith('['))
            return Unfollowed(Element(value, operation), operation, scope);
        value = value is null ? null : Mark.Elements(value).FirstOrDefault("");
        var set = value is not null;
        value ??= SecretName().IsMatch(name) ? Mark.Secret.ToString() : Mark.Anything;
        if (operation.Length == 0)
            return value;
        if (operation.StartsWith(':') && operation.Length > 1 && operation[1] is not ('-' or '=' or '+' or '?'))
            return Unfollowed(Part(value, operation[1..]), operation, scope);
        if (operation.TrimStart(':') is { Length: > 0 } rest && rest[0] is '-' or '=' or '+' or '?' && operation.Length - rest.Length <= 1)
            return Default(value, set, operation.Length > rest.Length, rest, name, quoted, scope);
        return Mark.IsOpen(value) ? Unfollowed(Mark.Anything, operation, scope) : Edited(value, operation, scope);
    }

    /// <summary>What comes of it whose operation is calculated, or not followed: the commands in it run nevertheless.</summary>
    private string Unfollowed(string value, string operation, ShellScope scope)
    {
        shell.Calculated(operation, scope);
        return value;
    }

    private string Default(string value, bool set, bool colon, string rest, string name, bool quoted, ShellScope scope)
    {
        var word = expansion.One(quoted ? ShellParser.Quoted(rest[1..]) : ShellParser.Bare(rest[1..]), scope);
        // Without a colon it matters whether the variable is set; that it is empty may mean either here.
        if (set && value.Length == 0 && !colon && rest[0] is '+' or '-')
            return Doubt(name, word);
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

    private static string Element(string? value, string operation) =>
        value is not null && operation[^1] == ']' && int.TryParse(operation[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && Mark.Elements(value) is var items && at < items.Length
            ? items[at]
            : Mark.From(value);

    private static string Part(string value, string range)
    {
        var bounds = range.Split(':');
        if (Mark.IsOpen(value) || !int.TryParse(bounds[0].Trim(' ', '(', ')'), CultureInfo.InvariantCulture, out var from))
            return Mark.From(value);
        from = Math.Clamp(from < 0 ? value.Length + from : from, 0, value.Length);
        if (bounds.Length == 1)
            return value[from..];
        if (!int.TryParse(bounds[1].Trim(), CultureInfo.InvariantCulture, out var length))
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
            _ => Unfollowed(Mark.Anything, operation, scope),
        };
    }

    private static string Replaced(string value, string operation, Func<string, string> word)
    {
        var all = operation.StartsWith("//", StringComparison.Ordinal);
        var body = operation[(all ? 2 : 1)..];
        var (pattern, with) = Slash(body) is { } slash ? (word(body[..slash]), word(body[(slash + 1)..])) : (word(body), "");
        if (pattern.Length == 0 || Mark.IsUnknown(pattern) || Mark.IsUnknown(with))
            return pattern.Length == 0 ? value : Mark.Anything;
        var glob = ShellExpansion.Glob(pattern.TrimStart('#', '%'), pattern[0] == '#', pattern[0] == '%');
        return glob.Replace(value, with.Replace("$", "$$", StringComparison.Ordinal), all ? -1 : 1);
    }

    /// <summary>Where the pattern ends: at a slash that is neither quoted nor the pattern's first sign.</summary>
    private static int? Slash(string body)
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

        return null;
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
