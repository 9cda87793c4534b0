using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary><c>find</c>, which deletes, writes and runs as well as it looks.</summary>
internal static class FindReader
{
    public static void Read(Invocation call, ShellReader shell, ShellScope scope)
    {
        var starts = call.Arguments.TakeWhile(argument => !argument.StartsWith('-') && argument is not ("(" or "!")).ToArray();
        call.Output = string.Concat(starts.DefaultIfEmpty(".").Select(start => (start == (starts.FirstOrDefault() ?? ".") && !call.Has("-printf") ? Seen(start, call, shell, scope) : Mark.Anything) + "\n"));
        if (call.Name != "find")
        {
            // The command may begin in the very word of the option.
            if (Options.FirstOf(call, "xX", "exec-batch") is { } danger && danger is not ("--exec" or "--exec-batch" or [.., 'x' or 'X']))
            {
                shell.Doubt($"{call.Name} {Mark.Show(danger)} runs a command");
                var begun = danger.StartsWith("--", StringComparison.Ordinal) ? danger[(danger.IndexOf('=', StringComparison.Ordinal) + 1)..] : danger[(danger.AsSpan().IndexOfAny('x', 'X') + 1)..];
                Scripts.Certain(string.Join(' ', call.Arguments.SkipWhile(argument => argument != danger).Skip(1).Prepend(begun)), shell, scope);
            }
        }

        for (var at = 0; at < call.Arguments.Count; at++)
        {
            // fd takes its letters in one word as well.
            var letters = call.Name != "find" && call.Arguments[at] is ['-', not '-', _, ..] and [.., 'x' or 'X'];
            switch (letters ? "-x" : call.Arguments[at])
            {
                case "-files0-from" when at + 1 < call.Arguments.Count:
                    PlainReading.Content(call.Arguments[at + 1], shell, scope);
                    break;
                case "-delete" when call.Name == "find":
                    foreach (var start in starts.DefaultIfEmpty("."))
                        Delete(start, call, shell, scope);
                    break;
                case "-exec" or "-execdir" or "-ok" or "-okdir" or "-x" or "-X" or "--exec" or "--exec-batch":
                    var words = call.Arguments.Skip(at + 1).TakeWhile(word => word is not (";" or "+")).ToArray();
                    foreach (var start in starts.DefaultIfEmpty("."))
                        Each(words, start, call, shell, scope);
                    break;
                case "-fprint" or "-fprint0" or "-fprintf" or "-fls" when at + 1 < call.Arguments.Count:
                    shell.Paths.Judge(shell.Findings, call.Arguments[at + 1], PathUse.Overwrite, scope.Directory);
                    break;
                default:
                    if (Mark.IsUnknown(call.Arguments[at].Length > 0 && call.Arguments[at][0] == '-' ? call.Arguments[at] : call.Arguments[at][..Math.Min(1, call.Arguments[at].Length)]))
                        shell.Doubt("find has an argument that is not known");
                    break;
            }
        }
    }

    private static void Delete(string start, Invocation call, ShellReader shell, ShellScope scope)
    {
        shell.Paths.Judge(shell.Findings, Found(start, call), PathUse.Delete, scope.Directory);
        if (call.ValueOf("-name", "-iname") is { } name && name.Trim(Mark.Star) is var bare)
            shell.Paths.Judge(shell.Findings, $"{start}/{bare.Replace('*', Mark.Star)}", PathUse.Delete, scope.Directory);
        shell.Doubt($"deletes what find finds: {call.Line}");
    }

    /// <summary>What is found stands for the folder itself, unless a name narrows it.</summary>
    private static string Found(string start, Invocation call) =>
        Name(call) is { } name ? $"{start.TrimEnd('/')}/{name.Replace('*', Mark.Star).Replace('?', Mark.One)}" : start;

    /// <summary>The name that all have which are found; null where there is none, or others are found as well.</summary>
    private static string? Name(Invocation call) =>
        call.ValueOf("-name", "-iname") is { Length: > 0 } name && !call.Has("-o", "-or", ",", "-not", "!") ? name : null;

    /// <summary>What it prints: names below the folder; where secrets may lie between, what lies between is not known.</summary>
    private static string Seen(string start, Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name != "find" || Name(call) is not { } name)
            return $"{start.TrimEnd('/')}/{Mark.Unknown}";
        var pattern = name.Replace('*', Mark.Star).Replace('?', Mark.One);
        return shell.Paths.HoldsSecrets(start, scope.Directory) ? $"{start.TrimEnd('/')}/{Mark.Unknown}/{pattern}" : $"{start.TrimEnd('/')}/{pattern}";
    }

    private static void Each(string[] words, string start, Invocation call, ShellReader shell, ShellScope scope)
    {
        if (words.Length == 0)
        {
            shell.Doubt("find runs a command that is not seen");
        }
        else
        {
            var runsFound = words[0].Contains("{}", StringComparison.Ordinal);
            if (runsFound)
                shell.Doubt("find runs what it finds");
            // Once for the folder as a whole, which what is changed stands for, and once for what is found in it, which may be anything.
            foreach (var found in (ReadOnlySpan<string>)[Found(start, call), Seen(start, call, shell, scope)])
            {
                string[] started = [.. words.Select(word => word.Replace("{}", found, StringComparison.Ordinal))];
                if (runsFound)
                    CommandTable.Trial(started, null, shell, scope.Outside());
                else
                    shell.Invoke(started, scope.Outside(), null);
            }
        }
    }
}
