using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that print what they are given: their output is followed, since it often becomes a command.</summary>
internal static partial class Printing
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Echo, "echo"), .. CommandTable.For(Printf, "printf"), .. CommandTable.For(Cat, "cat"),
        .. CommandTable.For(Filter, "base64 base32 basenc rev tr gunzip gzip bunzip2 xz zstd unxz uudecode"),
        .. CommandTable.For(Yes, "yes"),
    ];

    private static void Echo(Invocation call, ShellReader shell, ShellScope scope)
    {
        var (skip, escapes, newline) = (0, false, true);
        while (skip < call.Arguments.Count && call.Arguments[skip] is ['-', _, ..] && call.Arguments[skip].AsSpan(1).IndexOfAnyExcept("neE") < 0)
        {
            escapes |= call.Arguments[skip].Contains('e');
            newline &= !call.Arguments[skip].Contains('n');
            skip++;
        }

        var text = string.Join(' ', call.Arguments.Skip(skip));
        Tells(text, shell);
        call.Output = Encodings.Echoed(text, escapes) + (newline ? "\n" : "");
    }

    private static void Tells(string text, ShellReader shell)
    {
        if (Mark.IsSecret(text))
            shell.Findings.Add(FactNames.SecretRead, "prints a variable whose name says secret");
    }

    private static void Printf(Invocation call, ShellReader shell, ShellScope scope)
    {
        var arguments = call.Arguments;
        if (arguments is [['-', 'v', _, ..] attached, ..])
            arguments = ["-v", attached[2..], .. arguments.Skip(1)];
        string? name = null;
        if (arguments is ["-v", var into, ..])
            (name, arguments) = (into, [.. arguments.Skip(2)]);
        if (arguments is ["--", ..])
            arguments = [.. arguments.Skip(1)];
        if (arguments.Count == 0)
            return;
        call.Output = Formatted(arguments[0], [.. arguments.Skip(1)]);
        if (name is not null)
        {
            scope.Variables[shell.Named(name, scope)] = name.Contains('[', StringComparison.Ordinal) ? Mark.Anything : call.Output;
            call.Output = "";
        }

        Tells(call.Output, shell);
    }

    private static string Formatted(string format, List<string> values)
    {
        format = Encodings.Printed(format);
        var text = new StringBuilder();
        var next = 0;
        do
        {
            for (var at = 0; at < format.Length; at++)
            {
                if (format[at] != '%' || at + 1 >= format.Length)
                {
                    text.Append(format[at]);
                    continue;
                }

                var cuts = false;
                while (++at < format.Length && !char.IsAsciiLetter(format[at]) && format[at] != '%')
                    cuts |= format[at] is '.' or '*' or '(';

                if (at >= format.Length)
                    break;
                var value = next < values.Count ? values[next] : "";
                next += format[at] == '%' ? 0 : 1;
                text.Append(format[at] switch
                {
                    _ when cuts => Mark.Anything,
                    '%' => "%",
                    's' => value,
                    'b' => Encodings.Echoed(value, true),
                    'd' or 'i' or 'u' when Decimal().IsMatch(value) => value,
                    'c' => value.Length > 0 ? value[..1] : "",
                    _ => Mark.Anything,
                });
            }
        }
        while (next > 0 && next < values.Count);
        return text.ToString();
    }

    [GeneratedRegex(@"\A(?:0|-?[1-9][0-9]*)\z")]
    private static partial Regex Decimal();

    private static void Cat(Invocation call, ShellReader shell, ShellScope scope)
    {
        var output = new StringBuilder();
        var files = call.Arguments.Where(argument => argument == "-" || !argument.StartsWith('-')).ToArray();
        foreach (var file in files.DefaultIfEmpty("-"))
        {
            if (file is "-" or "/dev/stdin")
                output.Append(call.Input ?? "");
            else if (scope.TryFile(file, out var content))
                output.Append(content);
            else
            {
                PlainReading.Content(file, shell, scope);
                output.Append(Mark.Unknown);
            }
        }

        call.Output = output.ToString();
        Tells(call.Output, shell);
    }

    /// <summary>Letters of packers that take the rest of the word for their value.</summary>
    private const string Valued = "STCFMDo";

    private static void Filter(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "uudecode" || call.Arguments.Any(argument => argument.StartsWith("--files", StringComparison.Ordinal) || argument.StartsWith("--filelist", StringComparison.Ordinal)))
            shell.Doubt($"{call.Name} writes files whose names are not seen");
        if (call.ValueOf("-o", "--output") is { } target)
            shell.Paths.Judge(shell.Findings, target, Paths.PathUse.Overwrite, scope.Directory);
        var files = call.Name == "tr" ? [] : call.Plain("-w", "-o").ToArray();
        foreach (var file in files)
            PlainReading.Content(file, shell, scope);
        if (call.Name is "gzip" or "gunzip" or "bunzip2" or "xz" or "unxz" or "zstd" && !call.HasShort('c', Valued) && !call.HasShort('l', Valued) && !call.HasShort('t', Valued)
            && !call.Has("--stdout", "--to-stdout", "--list", "--test"))
        {
            foreach (var file in files)
                shell.Paths.Judge(shell.Findings, file, Paths.PathUse.Delete, scope.Directory);
        }

        var input = files is [var only] ? scope.TryFile(only, out var written) ? written : Mark.Anything : call.Input ?? "";
        if (Mark.IsOpen(input))
        {
            call.Output = Mark.From(input, call.Input);
            return;
        }

        var decodes = call.HasShort('d') || call.HasShort('D') || call.Arguments.Any(argument => argument.StartsWith("--d", StringComparison.Ordinal));
        call.Output = call.Name switch
        {
            "base64" when decodes => Encodings.Base64(input) ?? Mark.Anything,
            "base32" when decodes => Encodings.Base32(input) ?? Mark.Anything,
            "rev" => string.Join('\n', input.Split('\n').Select(Reversed)),
            "tr" => Encodings.Translate(input, call.Arguments) ?? Mark.Anything,
            _ => Mark.Anything,
        };
    }

    private static string Reversed(string line)
    {
        var elements = StringInfo.GetTextElementEnumerator(line);
        var reversed = new Stack<string>();
        while (elements.MoveNext())
            reversed.Push(elements.GetTextElement());
        return string.Concat(reversed);
    }

    /// <summary>It says the same again, nobody knows how often.</summary>
    private static void Yes(Invocation call, ShellReader shell, ShellScope scope) =>
        call.Output = $"{(call.Arguments.Count == 0 ? "y" : string.Join(' ', call.Arguments))}\n{Mark.From([.. call.Arguments])}";
}
