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
        .. CommandTable.For(Input, "read mapfile readarray getopts"), .. CommandTable.For(Trap, "trap"),
        .. CommandTable.For((call, _, _) => call.Output = "", "exit return break continue umask unalias logout fg bg"),
        .. CommandTable.For((call, shell, scope) => Forget(call, scope), "let"),
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
        foreach (var argument in call.Arguments.Where(argument => argument.Length > 0))
        {
            if (argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && argument[0] != '-')
            {
                var name = argument[..at].TrimEnd('+');
                EnvironmentReader.Read(name, argument[(at + 1)..], shell, scope);
                scope.Variables[name] = argument[at - 1] == '+' ? Mark.Anything : argument[(at + 1)..];
                if (exports)
                    scope.Export(name);
            }
            else if (argument is ['-', not '-', ..] && argument.Any("nifulc".Contains))
            {
                shell.Doubt("declares names that stand for others");
            }
            else if (exports && argument[..1] is not "-")
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
        else if (start > 0 && call.Arguments[start - 1][^1] == 'o' && start < call.Arguments.Count)
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
        var names = call.Plain("-p", "-t", "-n", "-N", "-d", "-u", "-a", "-i").ToArray();
        var known = call.Name == "read" && names.Length == 1 && call.Input is { } input && !Mark.IsOpen(input) ? input.Split('\n')[0].Trim() : Mark.From(call.Input);
        foreach (var name in names)
            scope.Variables[name] = known;
        if (call.Name == "read" && names.Length == 0)
            scope.Variables["REPLY"] = Mark.From(call.Input);
        if (call.Name is "mapfile" or "readarray")
            scope.Variables[names.FirstOrDefault() ?? "MAPFILE"] = Mark.From(call.Input);
    }

    private static void Trap(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        if (call.Plain().FirstOrDefault() is { Length: > 0 } command && call.Arguments[0] != "-")
            shell.Read(command, scope.Copy());
    }

    private static void Forget(Invocation call, ShellScope scope)
    {
        call.Output = "";
        foreach (var name in scope.Variables.Keys.ToArray())
            scope.Variables[name] = Mark.Anything;
    }
}
