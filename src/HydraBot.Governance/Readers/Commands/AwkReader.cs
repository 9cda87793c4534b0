using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary><c>awk</c>: a filter, unless its program runs, reads or writes something, or it edits in place.</summary>
internal static partial class AwkReader
{
    private static readonly string[] WithValue = ["-F", "-v", "-f", "-e", "-E", "-i", "-l", "--source", "--file", "--include", "--assign", "--field-separator", "--exec", "--load"];

    public static void Read(Invocation call, ShellReader shell, ShellScope scope)
    {
        // Behind its program no option is one any more.
        string[] programs =
        [
            .. call.Arguments.Where((argument, at) => at > 0 && call.Arguments[at - 1] is "-e" or "--source"),
            .. call.Arguments.Where(argument => argument is ['-', 'e', _, ..]).Select(argument => argument[2..]),
            .. call.Arguments.Where(argument => argument.StartsWith("--source=", StringComparison.Ordinal)).Select(argument => argument[9..]),
            .. call.Plain(WithValue).Take(1),
        ];
        var program = string.Join('\n', programs);
        if (call.Arguments.Any(argument => argument is ['-', 'f' or 'E' or 'i' or 'l' or 'd' or 'o' or 'p' or 'D', ..] || argument.StartsWith("--", StringComparison.Ordinal) && !argument.StartsWith("--source", StringComparison.Ordinal) && argument.Length > 2) || Mark.IsUnknown(program))
            shell.Doubt("runs an awk program that is not seen");
        var bare = TextOrPattern().Replace(program, "\"\"");
        // What stands between two signs of division is no pattern, and what a pattern hides must not be a call.
        if (Calls().IsMatch(program) || bare.Contains("system", StringComparison.Ordinal) || bare.Contains("getline", StringComparison.Ordinal) || bare.Contains("ENVIRON", StringComparison.Ordinal) || bare.Contains("ARGV", StringComparison.Ordinal) || bare.Contains("SYMTAB", StringComparison.Ordinal) || bare.Split("||").Any(part => part.Contains('|', StringComparison.Ordinal))
            || bare.Contains('@', StringComparison.Ordinal))
        {
            shell.Doubt("an awk program runs commands or reads files");
            Scripts.Literals(program, shell, scope);
        }
        else if (BarePrints().IsMatch(bare) || Prints().IsMatch(Text().Replace(program, "\"\"")))
        {
            shell.Doubt("an awk program may write a file");
            Scripts.Literals(program, shell, scope);
            foreach (Match file in Into().Matches(program))
                shell.Paths.Judge(shell.Findings, file.Groups[1].Value, PathUse.Overwrite, scope.Directory);
        }

        // A program that it does not understand it prints.
        foreach (var file in call.Arguments.Where((argument, at) => argument is ['-', 'f' or 'E' or 'i', _, ..] || Options.IsLong(argument, "file", "exec", "include")
            || at > 0 && call.Arguments[at - 1] is "-f" or "-E" or "-i" or "--file" or "--exec" or "--include"))
            PlainReading.Content(file, shell, scope);
        var inPlace = call.ValueOf("-i", "--include") == "inplace";
        foreach (var file in call.Plain(WithValue).Skip(call.Has("-e", "-f", "-E", "--source", "--file", "--exec") ? 0 : 1))
        {
            if (inPlace)
                shell.Paths.Judge(shell.Findings, file, PathUse.Write, scope.Directory);
            else
                PlainReading.Content(file, shell, scope);
        }
    }

    /// <summary>A print into a file, past braces that stand in a pattern.</summary>
    [GeneratedRegex("print(?:[^}/]|/(?:[^/\\\\\n]|\\\\.)*/)*>")]
    private static partial Regex Prints();

    /// <summary>A file that is named where something is printed into it.</summary>
    [GeneratedRegex(">\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Into();

    [GeneratedRegex(@"\bsystem\s*\(|\bgetline\s*<|\|\s*getline\b")]
    private static partial Regex Calls();

    [GeneratedRegex("print[^}]*>")]
    private static partial Regex BarePrints();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|(?<=(?:^|[(,~!{};&|\n]|\\b(?:print|return|case|in))\\s*)/(?:[^/\\\\\n]|\\\\.)+/")]
    private static partial Regex TextOrPattern();
}
