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
        var program = string.Join('\n', call.Arguments.Where((argument, at) => at > 0 && call.Arguments[at - 1] is "-e" or "--source")
            .Concat(call.Arguments.Where(argument => argument is ['-', 'e', _, ..]).Select(argument => argument[2..]))
            .Concat(call.Arguments.Where(argument => argument.StartsWith("--source=", StringComparison.Ordinal)).Select(argument => argument[9..]))
            .Append(call.Plain(WithValue).FirstOrDefault() ?? ""));
        if (call.Arguments.Any(argument => argument is ['-', 'f' or 'E' or 'i' or 'l' or 'd' or 'o' or 'p' or 'D', ..] || argument.StartsWith("--", StringComparison.Ordinal) && !argument.StartsWith("--source", StringComparison.Ordinal) && argument.Length > 2) || Mark.IsUnknown(program))
            shell.Doubt("runs an awk program that is not seen");
        var bare = TextOrPattern().Replace(program, "\"\"");
        // What stands between two signs of division is no pattern, and what a pattern hides must not be a call.
        if (Calls().IsMatch(program) || bare.Contains("system", StringComparison.Ordinal) || bare.Contains("getline", StringComparison.Ordinal) || bare.Contains("ENVIRON", StringComparison.Ordinal) || bare.Contains("ARGV", StringComparison.Ordinal) || bare.Contains("SYMTAB", StringComparison.Ordinal) || bare.Replace("||", "", StringComparison.Ordinal).Contains('|', StringComparison.Ordinal)
            || bare.Contains('@', StringComparison.Ordinal))
        {
            shell.Doubt("an awk program runs commands or reads files");
            Scripts.Literals(program, shell, scope);
        }
        else if (BarePrints().IsMatch(bare) || Prints().IsMatch(Text().Replace(program, "\"\"")))
        {
            shell.Doubt("an awk program may write a file");
            Scripts.Literals(program, shell, scope);
        }

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

    [GeneratedRegex(@"\bsystem\s*\(|\bgetline\s*<|\|\s*getline\b")]
    private static partial Regex Calls();

    [GeneratedRegex("print[^}]*>")]
    private static partial Regex BarePrints();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Text();

    [GeneratedRegex("\"(?:[^\"\\\\]|\\\\.)*\"|(?<=(?:^|[(,~!{};&|\n]|\\b(?:print|return|case|in))\\s*)/(?:[^/\\\\\n]|\\\\.)+/")]
    private static partial Regex TextOrPattern();
}
