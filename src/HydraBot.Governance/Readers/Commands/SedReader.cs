using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary><c>sed</c>: a filter, unless it edits in place, or its program writes or runs.</summary>
internal static partial class SedReader
{
    public static void Read(Invocation call, ShellReader shell, ShellScope scope)
    {
        // Long options may be shortened.
        var arguments = call.Arguments.Select(argument => Options.IsLong(argument, "expression")
            ? string.Concat("--expression", argument.AsSpan(argument.Split('=')[0].Length)) : argument).ToArray();
        if (!arguments.SequenceEqual(call.Arguments))
        {
            Read(call with { Arguments = arguments }, shell, scope);
            call.Output = Mark.Anything;
            return;
        }

        if (call.Arguments.Any(argument => argument is ['-', 'f', ..] || Options.IsLong(argument, "file")))
            shell.Doubt("runs a sed program that is not seen");
        string[] options = [.. call.Arguments.TakeWhile(argument => argument != "--")];
        var given = options.Any(argument => argument is ['-', 'e' or 'f', ..] || Options.IsLong(argument, "expression", "file"));
        var scripts = given ? Programs(options).ToArray() : [.. call.Plain("-l").Take(1)];
        var files = call.Plain("-e", "--expression", "-f", "--file", "-l").Skip(given ? 0 : 1).ToArray();
        var inPlace = call.Arguments.Any(argument => argument.StartsWith("--i", StringComparison.Ordinal) || (argument.Length > 1 && argument[0] == '-' && argument[1] != '-' && argument.Contains('i')
            && !argument.StartsWith("-e", StringComparison.Ordinal) && !argument.StartsWith("-f", StringComparison.Ordinal)));
        foreach (var file in files)
        {
            if (inPlace)
                scope.Spoil(file);
            if (inPlace)
                shell.Paths.Judge(shell.Findings, file, PathUse.Write, scope.Directory);
            else
                PlainReading.Content(file, shell, scope);
        }

        if (inPlace)
            Safeguards.Edited(string.Join('\n', scripts), files, shell);
        if (scripts.Any(Mark.IsUnknown))
            shell.Doubt("runs a sed program that is not seen");
        foreach (var script in scripts.Where(script => !Harmless().IsMatch(script)))
        {
            shell.Doubt($"a sed program may write or run something: {script}");
            foreach (Match file in Named().Matches(script))
                shell.Paths.Judge(shell.Findings, file.Groups[2].Value, file.Groups[1].Value is "w" or "W" ? PathUse.Overwrite : PathUse.Read, scope.Directory);
            if (Runs().Match(script) is { Success: true } match)
                Scripts.Certain(match.Groups[1].Value, shell, scope);
            if (Executes().IsMatch(script) && call.Input is { } run)
                Scripts.Certain(run, shell, scope);
        }

        if (call.Input is { } input && call.Arguments.Count == (call.Has("-e") ? 2 : 1) && scripts is [var only] && Substitution().Match(only) is { Success: true } s && !Mark.IsOpen(input))
            call.Output = Substituted(input, s);
    }

    private static IEnumerable<string> Programs(string[] options)
    {
        for (var at = 0; at < options.Length; at++)
        {
            var argument = options[at];
            if (argument is "-e" or "--expression" && at + 1 < options.Length)
                argument = options[++at];
            else if (argument.StartsWith("--expression=", StringComparison.Ordinal))
                argument = argument[13..];
            else if (argument.StartsWith("-e", StringComparison.Ordinal))
                argument = argument[2..];
            else
                continue;
            yield return argument;
        }
    }

    /// <summary>Line by line; only for patterns that mean the same to sed and here.</summary>
    private static string Substituted(string input, Match match)
    {
        if (!Alike().IsMatch(match.Groups[2].Value) || match.Groups[3].Value.AsSpan().ContainsAny('\\', '\n'))
            return Mark.Anything;
        var pattern = new Regex(match.Groups[2].Value, RegexOptions.NonBacktracking);
        var with = match.Groups[3].Value.Replace("$", "$$", StringComparison.Ordinal).Replace("&", "$0", StringComparison.Ordinal);
        return string.Join('\n', input.Split('\n').Select(line => pattern.Replace(line, with, match.Groups[4].Value.Contains('g') ? -1 : 1)));
    }

    /// <summary>Addresses with p, d, q, =, n, N, G, h, and substitutions without the flags <c>e</c> and <c>w</c>.</summary>
    [GeneratedRegex(@"\A\s*(?:(?:(?:\d+|\$|/(?:[^/\\\n]|\\.)*/I?)(?:,(?:[+~]?\d+|\$|/(?:[^/\\\n]|\\.)*/I?))?)?\s*!?\s*(?:[pdqQ=nNGgHhxDP]\d*|s([^\w\s])(?:(?!\1)[^\\\n]|\\.)*\1(?:(?!\1)[^\\\n]|\\.)*\1[gpiIM0-9]*)?\s*(?:;|\n|\z)\s*)+\z", RegexOptions.None, 1000)]
    private static partial Regex Harmless();

    /// <summary>A file that the program writes or puts in.</summary>
    [GeneratedRegex(@"(?<![a-zA-Z])[gpiIM0-9]*([wWrR])\s*((?:/|~)[^\n;}]+)")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?:^|[;\n])\s*\d*e\s+(.+)")]
    private static partial Regex Runs();

    [GeneratedRegex(@"(?:^|[;\n}])\s*(?:\d+)?e\s*$|s(\W).*\1[a-zA-Z0-9]*e[a-z0-9]*\s*$")]
    private static partial Regex Executes();

    [GeneratedRegex(@"\As([^\w\s\\])((?:(?!\1).)*)\1((?:(?!\1).)*)\1(g?)\z")]
    private static partial Regex Substitution();

    /// <summary>No signs that extended patterns read in another way than plain ones.</summary>
    [GeneratedRegex(@"\A\^?(?:[^\\\[\]^$+?(){}|*\n]\*?)+\$?\z")]
    private static partial Regex Alike();
}
