using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands of the shell itself.</summary>
internal static class Builtins
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Change, "cd pushd chdir"), .. CommandTable.For((_, _, scope) => scope.Directory = null, "popd"),
        .. CommandTable.For(Declare, "export declare local typeset readonly"), .. CommandTable.For(Unset, "unset"), .. CommandTable.For(Set, "set"),
        .. CommandTable.For(Shift, "shift"), .. CommandTable.For(Eval, "eval"), .. CommandTable.For(Source, "source ."), .. CommandTable.For(Alias, "alias"),
        .. CommandTable.For(Input, "read mapfile readarray"), .. CommandTable.For(Letters, "getopts"), .. CommandTable.For(Trap, "trap"),
        .. CommandTable.For((call, _, _) => call.Output = "", "exit return break continue umask unalias logout fg bg"),
        .. CommandTable.For(Calculate, "let"),
        .. CommandTable.For((call, shell, _) => shell.Doubt($"{call.Name} changes how the shell finds its commands"), "enable hash bind complete"),
    ];

    private static void Change(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        var target = call.Arguments.FirstOrDefault(argument => argument is "-" || !argument.StartsWith('-')) ?? shell.Places.Home;
        scope.Directory = target is "-" ? null : shell.Paths.Full(target, scope.Directory);
    }

    private static void Declare(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments.Count == 0 || call.Arguments is ["-p" or "-x" or "-px"])
            shell.Doubt("prints the whole environment, in which secrets may be");
        call.Output = call.Arguments.All(argument => argument.StartsWith('-')) ? Mark.Environment.ToString() : "";
        var exports = call.Name == "export" || call.HasShort('x');
        foreach (var argument in call.Arguments)
        {
            if (argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && argument[0] != '-')
            {
                var written = argument[..at].TrimEnd('+');
                var name = shell.Named(written, scope);
                EnvironmentReader.Read(name, argument[(at + 1)..], shell, scope);
                scope.Variables[name] = argument[at - 1] == '+' || name != written ? Mark.Anything : argument[(at + 1)..];
                if (exports)
                    scope.Export(name);
            }
            else if (argument is ['-', not '-', ..] && argument.Any("nifulc".Contains))
            {
                shell.Doubt("declares names that stand for others");
            }
            else if (exports)
            {
                scope.Export(argument);
            }
        }
    }

    private static void Unset(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        foreach (var argument in call.Arguments)
        {
            scope.Functions.Remove(argument);
            if (shell.Named(argument, scope) == argument)
                scope.Variables[argument] = "";
        }
    }

    private static void Set(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = call.Arguments.Count == 0 ? Mark.Environment.ToString() : "";
        if (call.Arguments.Count == 0)
            shell.Doubt("prints the whole environment, in which secrets may be");
        var start = call.Arguments.TakeWhile(argument => argument != "--" && argument.Length > 0 && argument[0] is '-' or '+').Count();
        if (call.Arguments.Skip(start) is var rest && rest.FirstOrDefault() == "--")
            scope.Positional = [.. rest.Skip(1)];
        else if (start > 0 && call.Arguments[start - 1][^1] == 'o')
            // What follows is the name of an option, as in set -euo pipefail.
            Set(call with { Arguments = ["-", .. call.Arguments.Skip(start + 1)] }, shell, scope);
        else if (start < call.Arguments.Count)
            scope.Positional = [.. rest];
    }

    private static void Shift(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        int? by = call.Arguments is not [var text] ? 1 : int.TryParse(text, out var number) ? number : null;
        scope.Positional = scope.Positional is { } known && by is { } many ? [.. known.Skip(many)] : null;
    }

    private static void Eval(Invocation call, ShellReader shell, ShellScope scope) =>
        call.Output = shell.Read(string.Join(' ', call.Arguments.SkipWhile(argument => argument == "--")), scope, call.Input);

    private static void Source(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments.Count > 0)
            Scripts.RunFile(call.Arguments[0], [.. call.Arguments.Skip(1)], shell, scope, call.Input);
    }

    private static void Alias(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        foreach (var argument in call.Arguments)
        {
            if (argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                scope.Aliases[argument[..at]] = argument[(at + 1)..];
        }
    }

    private static void Input(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        var reads = call.Name == "read";
        call = call.Apart(reads ? "ptnNduai" : "dnOsuCc", "");
        // mapfile hands every so many lines to a command.
        if (!reads && call.ValueOf("-C") is { } command)
            shell.Read($"{command} {Mark.Anything}", scope);
        string[] names = [.. call.Plain("-p", "-t", "-n", "-N", "-d", "-u", "-i", "-O", "-s", "-C", "-c"), .. reads && call.ValueOf("-a") is { } array ? [array] : Array.Empty<string>()];
        if (names.Length == 0)
            names = [reads ? "REPLY" : "MAPFILE"];
        foreach (var name in names)
            scope.Variables[shell.Named(name, scope)] = reads && names.Length == 1 ? Line(call) : Mark.From(call.Input);
    }

    /// <summary><c>getopts</c> puts a letter, its value and a place into variables.</summary>
    private static void Letters(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        foreach (var name in call.Plain().Concat(["OPTARG", "OPTIND"]))
            scope.Variables[shell.Named(name, scope)] = Mark.From([.. call.Arguments, .. scope.Positional ?? []]);
    }

    /// <summary>What <c>read</c> takes: the line, where there is one and no option cuts it; of several lines it may be any.</summary>
    private static string Line(Invocation call)
    {
        if (call.Input is not { } input || Mark.IsOpen(input) || input.Contains('\\', StringComparison.Ordinal) || call.Arguments.Any(argument => argument is ['-', 'n' or 'N' or 'd' or 'u' or 'a', ..]))
            return Mark.From(call.Input);
        var lines = input.TrimEnd('\n').Split('\n');
        return lines.Length == 1 ? lines[0].Trim() : $"{Mark.Anything} {string.Join(' ', lines)}";
    }

    private static void Trap(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        if (call.Plain().FirstOrDefault() is { Length: > 0 } command && call.Arguments[0] != "-")
            shell.Read(command, scope.Copy());
    }

    private static void Calculate(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        shell.Calculated(string.Join(' ', call.Arguments), scope);
        scope.Forget();
    }
}
