using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that start another one, which their arguments name.</summary>
internal static class Wrappers
{
    /// <summary>Names, the options of theirs that take a value, and how many words stand before the command.</summary>
    private static readonly (string Names, string[] WithValue, int Before)[] Plain =
    [
        ("sudo doas", ["-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "--chdir", "-R", "-T", "-U", "-r", "-t"], 0),
        ("nohup setsid time command builtin exec unbuffer chronic ionice chrt stdbuf nice catchsegv proxychains proxychains4 torsocks caffeinate dbus-run-session xvfb-run rlwrap dumb-init tini eatmydata setarch linux64 softlimit",
            ["-n", "--adjustment", "-c", "--class", "-p", "-i", "-o", "-e", "-f", "--format", "-a", "--classdata", "-g", "--input", "--output", "--error"], 0),
        ("timeout", ["-k", "--kill-after", "-s", "--signal"], 1),
        ("flock", ["-w", "--timeout", "-E"], 1),
        ("taskset chpst", ["-c", "-p", "-u"], 1),
        ("strace ltrace perf gdb valgrind", ["-e", "-o", "-p", "-s", "-a", "-u", "-P", "-S", "-E"], 0),
        ("watch", ["-n", "--interval", "-d", "-q"], 0),
        ("unshare nsenter", ["-t", "--target", "-S", "-G", "-R", "-w", "--root", "--wd", "--setuid", "--setgid"], 0),
        ("chroot", ["--userspec", "--groups"], 1),
        ("runuser pkexec setpriv gosu su-exec", ["-u", "--user", "-g", "-G", "--reuid", "--regid", "--bounding-set", "--inh-caps"], 0),
        ("systemd-run", ["-u", "--unit", "-p", "--property", "--uid", "--gid", "-E", "--setenv", "--on-calendar", "--on-active", "-M", "-H", "--slice", "--description", "--working-directory"], 0),
        ("systemd-inhibit firejail bwrap proot fakeroot faketime", ["--what", "--who", "--why", "--mode", "-r", "-b", "-w", "-l", "-s", "--bind", "--ro-bind"], 0),
        ("start-stop-daemon", ["--pidfile", "--chuid", "--name", "--user", "--startas"], 0),
        ("entr", [], 0),
    ];

    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. Plain.SelectMany(one => CommandTable.For((call, shell, scope) => Start(call, shell, scope, one.WithValue, one.Before), one.Names)),
        .. CommandTable.For(Environment, "env"), .. CommandTable.For(Applets, "busybox toybox"), .. CommandTable.For(Xargs, "xargs gxargs parallel"),
        .. CommandTable.For(SwitchUser, "su sg"), .. CommandTable.For(Script, "script tmux screen"),
    ];

    private static void Start(Invocation call, ShellReader shell, ShellScope scope, string[] withValue, int before)
    {
        if (call.Name == "command" && call.First is "-v" or "-V")
        {
            if (call.Arguments is [_, var wanted] && !Mark.IsOpen(wanted))
                call.Output = $"/usr/bin/{wanted}\n";
            return;
        }

        if (call.Name is "sudo" && call.HasShort('e'))
            shell.Doubt("edits a file as another user");
        if (call.Name is "flock" or "unshare" or "watch" && call.ValueOf("-c", "--command") is { } text)
        {
            call.Output = shell.Read(text, scope, call.Input);
            return;
        }

        if (call.Name is "unshare" or "nsenter" or "chroot")
            shell.Findings.Add(call.Name == "nsenter" ? FactNames.ContainerEscape : FactNames.SystemChange, $"changes what is around a process: {call.Line}");
        if (call.Name is "strace" or "gdb" or "ltrace" && call.HasShort('p'))
            shell.Doubt("looks into another process");
        var at = SkipOptions(call.Arguments, withValue);
        for (; at < call.Arguments.Count && IsAssignment(call.Arguments[at]); at++)
            EnvironmentReader.Read(call.Arguments[at].Split('=')[0], call.Arguments[at][(call.Arguments[at].IndexOf('=', StringComparison.Ordinal) + 1)..], shell, scope);
        at += before;
        if (at >= call.Arguments.Count)
        {
            if (call.Arguments.Count > 0 && call.Name is not ("time" or "nice" or "exec" or "systemd-run"))
                shell.Doubt($"{call.Name} starts something that is not seen");
            if (call.Name is "sudo" or "doas" or "chroot" or "nsenter" or "unshare" && call.Input is { } input)
                shell.Read(input, scope.Outside());
            return;
        }

        var words = call.Arguments.Skip(at).ToArray();
        // watch hands one text to a shell; others start the words as they are.
        call.Output = call.Name == "watch" || (words.Length == 1 && words[0].Contains(' ', StringComparison.Ordinal))
            ? shell.Read(string.Join(' ', words), scope.Outside(), call.Input)
            : shell.Invoke(words, scope.Outside(), call.Input);
    }

    private static int SkipOptions(IReadOnlyList<string> arguments, string[] withValue)
    {
        var at = 0;
        while (at < arguments.Count && arguments[at].Length > 1 && arguments[at][0] == '-')
        {
            if (arguments[at] == "--")
                return at + 1;
            at += withValue.Contains(arguments[at]) ? 2 : 1;
        }

        return at;
    }

    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word[..at].All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '.');

    private static void Environment(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments is ["--version" or "--help"])
            return;
        if (call.ValueOf("-S", "--split-string") is { } split)
        {
            call.Output = shell.Read(split + " " + string.Join(' ', call.Arguments.SkipWhile(argument => !argument.Contains(split, StringComparison.Ordinal)).Skip(1).Select(ShellReader.Quote)), scope.Outside(), call.Input);
            return;
        }

        var at = SkipOptions(call.Arguments, ["-u", "--unset", "-C", "--chdir", "-P", "-L"]);
        var inside = scope.Outside();
        if (call.ValueOf("-C", "--chdir") is { Length: > 0 } directory)
            inside.Directory = shell.Paths.Full(directory, scope.Directory);
        for (; at < call.Arguments.Count && IsAssignment(call.Arguments[at]); at++)
        {
            var equals = call.Arguments[at].IndexOf('=', StringComparison.Ordinal);
            EnvironmentReader.Read(call.Arguments[at][..equals], call.Arguments[at][(equals + 1)..], shell, scope);
            inside.Variables[call.Arguments[at][..equals]] = call.Arguments[at][(equals + 1)..];
        }

        if (at < call.Arguments.Count)
            call.Output = shell.Invoke([.. call.Arguments.Skip(at)], inside, call.Input);
        else
        {
            shell.Doubt("prints the whole environment, in which secrets may be");
            call.Output = Mark.Environment.ToString();
        }
    }

    private static void Applets(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = call.Arguments.SkipWhile(argument => argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (words.Length > 0)
            call.Output = shell.Invoke(words, scope.Outside(), call.Input);
    }

    private static void Xargs(Invocation call, ShellReader shell, ShellScope scope)
    {
        string[] withValue = ["-n", "-I", "-P", "-L", "-d", "-a", "-s", "-E", "--max-args", "--max-procs", "--delimiter", "--arg-file", "-j", "--jobs", "-N", "--colsep"];
        var at = SkipOptions(call.Arguments, withValue);
        var words = call.Arguments.Skip(at).TakeWhile(word => !word.StartsWith(":::", StringComparison.Ordinal)).ToList();
        var given = call.Arguments.SkipWhile(word => !word.StartsWith(":::", StringComparison.Ordinal)).Skip(1).ToArray();
        var input = call.Has("-a", "--arg-file") ? Mark.Anything : given.Length > 0 ? string.Join(' ', given) : call.Input ?? Mark.Anything;
        var items = Mark.IsOpen(input) ? [input.Replace('\n', ' ').Trim() is { Length: > 0 and < 2000 } open ? open : Mark.Anything] : Items(input, call);
        if (items.Length > 24)
            items = [Mark.Anything];
        if (words.Count == 0 && call.Name == "parallel")
        {
            foreach (var item in items)
                shell.Read(item, scope.Outside());
            return;
        }

        if (words.Count == 0)
            words.Add("echo");
        // What --replace stands for is written into the same word, or is {}.
        var hole = call.ValueOf("-I") ?? call.Arguments.FirstOrDefault(argument => argument.StartsWith("--replace=", StringComparison.Ordinal))?[10..]
            ?? (call.Name == "parallel" || call.HasShort('i') || call.Has("--replace") ? "{}" : null);
        if (hole is { Length: > 0 } && words.Any(word => word.Contains(hole, StringComparison.Ordinal)))
        {
            foreach (var item in items)
                shell.Invoke([.. words.Select(word => word.Replace(hole, item, StringComparison.Ordinal))], scope.Outside(), null);
        }
        else if (items.Length > 0)
        {
            call.Output = shell.Invoke([.. words, .. items], scope.Outside(), null);
            if (call.ValueOf("-n", "-L", "--max-args") is not null)
            {
                foreach (var item in items)
                    shell.Invoke([.. words, item], scope.Outside(), null);
            }
        }
    }

    private static string[] Items(string input, Invocation call)
    {
        if (call.HasShort('0') || call.Has("--null"))
            return input.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        if (call.ValueOf("-d", "--delimiter") is { Length: > 0 } delimiter)
            return input.TrimEnd('\n').Split(Encodings.Escapes(delimiter), StringSplitOptions.RemoveEmptyEntries);
        if (call.ValueOf("-I", "--replace") is not null || call.Name == "parallel")
            return input.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. input.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(item => item.Trim('\'', '"'))];
    }

    private static void SwitchUser(Invocation call, ShellReader shell, ShellScope scope)
    {
        shell.Doubt("acts as another user");
        if (call.ValueOf("-c", "--command") is { } command)
            call.Output = shell.Read(command, scope.Outside(), call.Input);
        else if (call.Input is { } input)
            shell.Read(input, scope.Outside());
    }

    private static void Script(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "tmux" && call.First is "ls" or "list-sessions" or "list-windows" or "list-panes")
            return;
        shell.Doubt($"{call.Name} runs commands in a terminal");
        foreach (var argument in call.Arguments.Where(argument => argument.Contains(' ', StringComparison.Ordinal)))
            Scripts.Certain(argument, shell, scope);
        if (call.ValueOf("-c", "--command") is { } command)
            shell.Read(command, scope.Outside());
        for (var at = 0; at < call.Arguments.Count; at++)
        {
            if (CommandTable.Knows(call.Arguments[at]))
            {
                CommandTable.Trial([.. call.Arguments.Skip(at)], null, shell, scope);
                break;
            }
        }
    }
}
