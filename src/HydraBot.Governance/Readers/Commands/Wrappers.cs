using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that start another one, which their arguments name.</summary>
internal static partial class Wrappers
{
    /// <summary>Names, the options of theirs that take a value, and how many words stand before the command.</summary>
    private static readonly (string Names, string[] WithValue, int Before)[] Plain =
    [
        ("sudo doas", ["-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "--chdir", "-R", "-T", "-U", "-r", "-t"], 0),
        ("nohup setsid command builtin unbuffer chronic catchsegv caffeinate dbus-run-session rlwrap dumb-init eatmydata setarch linux64", [], 0),
        ("time", ["-f", "--format", "-o", "--output"], 0),
        ("exec", ["-a"], 0),
        ("nice ionice", ["-n", "--adjustment", "-c", "--class", "-p", "--classdata"], 0),
        ("chrt", ["-T", "-P", "-D"], 1),
        ("stdbuf", ["-i", "-o", "-e", "--input", "--output", "--error"], 0),
        ("proxychains proxychains4", ["-f"], 0),
        ("torsocks", ["-a", "-P", "-u", "-p"], 0),
        ("xvfb-run", ["-n", "-e", "-f", "-p", "-s", "-w"], 0),
        ("tini", ["-p", "-e"], 0),
        ("softlimit", ["-a", "-c", "-d", "-f", "-l", "-m", "-o", "-p", "-r", "-s", "-t"], 0),
        ("timeout", ["-k", "--kill-after", "-s", "--signal"], 1),
        ("flock", ["-w", "--timeout", "-E"], 1),
        ("taskset", [], 1),
        ("chpst", ["-u", "-U", "-b", "-e", "-/", "-n", "-l", "-L", "-m", "-d", "-o", "-p", "-f", "-c", "-r", "-t", "-s", "-a"], 0),
        ("perf", ["-e", "-o", "--output", "-p", "-F", "-C", "-r", "-I", "-x", "-t", "-G"], 0),
        ("strace", ["-e", "-o", "--output", "-p", "-s", "-a", "-b", "-u", "-U", "-I", "-O", "-P", "-S", "-E", "-X"], 0),
        ("ltrace", ["-e", "-o", "--output", "-p", "-s", "-a", "-A", "-D", "-F", "-l", "-n", "-u", "-w", "-x"], 0),
        ("gdb valgrind", [], 0),
        ("watch", ["-n", "--interval", "-q"], 0),
        ("unshare nsenter", ["-t", "--target", "-S", "-G", "-R", "-w", "--root", "--wd", "--setuid", "--setgid"], 0),
        ("chroot", ["--userspec", "--groups"], 1),
        ("gosu su-exec", [], 1),
        ("runuser pkexec setpriv", ["-u", "--user", "-g", "-G", "--reuid", "--regid", "--bounding-set", "--inh-caps"], 0),
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
        var given = Given(call, withValue);
        var inside = scope.Outside();
        if (Folder(call.Name, given) is { } folder)
            inside.Directory = shell.Paths.Full(folder, scope.Directory);
        else if (call.Name is "systemd-run" or "chroot" || call.Name is "sudo" && call.HasShort('i'))
            inside.Directory = null;
        if (call.Name is "time" or "strace" or "ltrace" or "perf" && Behind(given, 'o', "--output") is { Length: > 0 } file)
        {
            if (file[0] is '|' or '!')
                shell.Read(file[1..], scope.Outside());
            else
                shell.Paths.Judge(shell.Findings, file, Paths.PathUse.Overwrite, scope.Directory);
        }

        if (call.Name is "unshare" or "nsenter" or "chroot")
            shell.Findings.Add(call.Name == "nsenter" ? FactNames.ContainerEscape : FactNames.SystemChange, $"changes what is around a process: {call.Line}");
        if (call.Name is "strace" or "gdb" or "ltrace" && call.HasShort('p'))
            shell.Doubt("looks into another process");
        if (Beside().IsMatch($"{call.Name} {string.Join('\n', call.Arguments)}"))
        {
            shell.Doubt($"{call.Name} does more than start a command: {call.Line}");
            foreach (Match started in Carried().Matches(string.Join('\n', call.Arguments)))
                Scripts.Certain(started.Groups[1].Value, shell, scope);
            foreach (Match log in Logs().Matches(string.Join('\n', call.Arguments)))
                shell.Paths.Judge(shell.Findings, log.Groups[1].Value, Paths.PathUse.Overwrite, scope.Directory);
        }

        var at = SkipOptions(call.Arguments, withValue);
        for (; at < call.Arguments.Count && IsAssignment(call.Arguments[at]); at++)
            EnvironmentReader.Read(call.Arguments[at].Split('=')[0], call.Arguments[at][(call.Arguments[at].IndexOf('=', StringComparison.Ordinal) + 1)..], shell, scope);
        if (call.Name == "taskset" && call.Arguments.Take(at).Any(option => option == "--pid" || option is ['-', not '-', ..] && option.Contains('p')))
        {
            shell.Findings.Add(FactNames.SystemChange, $"changes where a process runs: {call.Line}");
            return;
        }

        at += before;
        // flock hands the word behind -c to a shell; that comes right after the file, else it belongs to the command.
        var text = call.First is "-c" or "--command" ? 0 : at;
        if (call.Name == "flock" && call.Arguments.ElementAtOrDefault(text) is "-c" or "--command")
        {
            call.Output = shell.Read(call.Arguments.ElementAtOrDefault(text + 1) ?? "", inside, call.Input);
            return;
        }

        if (call.Name == "perf")
        {
            if (call.First is "list" or "report" or "annotate" or "version")
                return;
            at = 1 + SkipOptions([.. call.Arguments.Skip(1)], withValue);
        }

        if (at >= call.Arguments.Count)
        {
            if (call.Arguments.Count > 0 && call.Name is not ("time" or "nice" or "exec" or "systemd-run"))
                shell.Doubt($"{call.Name} starts something that is not seen");
            if (call.Name is "sudo" or "doas" or "chroot" or "nsenter" or "unshare" && call.Input is { } input)
                shell.Read(input, inside);
            return;
        }

        var words = call.Arguments.Skip(at).ToArray();
        // What the shell itself does stays done; only functions and aliases are passed by.
        if (call.Name is "command" or "builtin" && !(words.Length == 1 && words[0].Contains(' ', StringComparison.Ordinal)))
        {
            var here = scope.WithoutFunctions();
            call.Output = shell.Invoke(words, here, call.Input);
            scope.Take(here);
            return;
        }

        // watch hands one text to a shell; others start the words as they are.
        call.Output = call.Name == "watch" || (words.Length == 1 && words[0].Contains(' ', StringComparison.Ordinal))
            ? shell.Read(string.Join(' ', words), inside, call.Input)
            : shell.Invoke(words, inside, call.Input);
    }

    /// <summary>The folder that a program is started in, where that is told.</summary>
    private static string? Folder(string name, string[] given) => name switch
    {
        "sudo" => Behind(given, 'D', "--chdir"),
        "nsenter" or "unshare" => Behind(given, 'w', "--wd"),
        "systemd-run" => Behind(given, '=', "--working-directory"),
        _ => null,
    };

    /// <summary>The value of an option among these: <c>-o file</c>, <c>-fo file</c>, <c>-ofile</c>, or by its long name.</summary>
    public static string? Behind(string[] options, char letter, string name)
    {
        for (var at = 0; at < options.Length; at++)
        {
            if (at + 1 < options.Length && (options[at] == name || (options[at] is ['-', not '-', ..] && options[at][^1] == letter)))
                return options[at + 1];
            if (options[at].StartsWith(name + "=", StringComparison.Ordinal))
                return options[at][(name.Length + 1)..];
            if (options[at] is ['-', var first, _, ..] && first == letter)
                return options[at][2..];
        }

        return null;
    }

    /// <summary>Options of those that start something which write or run, or which end what runs.</summary>
    [GeneratedRegex(@"^gdb\s(?!--version$)|^valgrind\s(?s:.*)--(?:\S+-file|db-command)=|^systemd-run\s(?s:.*)(?:Exec|StandardOutput|StandardError)|^start-stop-daemon\s(?s:.*?)(?:-K|--stop)\b|^perf\srecord\b")]
    private static partial Regex Beside();

    /// <summary>A command within such an option.</summary>
    [GeneratedRegex(@"(?:shell |!|Exec\w+=[-+!:@]*)([^\n]+)")]
    private static partial Regex Carried();

    /// <summary>A file that valgrind writes.</summary>
    [GeneratedRegex(@"--\S+-file=([^\n]+)")]
    private static partial Regex Logs();

    /// <summary>The options of the program itself, which perf takes behind its verb.</summary>
    private static string[] Given(Invocation call, string[] withValue)
    {
        string[] words = [.. Options.WrittenOut(call, ["--output", "--chdir", "--working-directory"]).Arguments.Skip(call.Name == "perf" ? 1 : 0)];
        return [.. words.Take(SkipOptions(words, withValue))];
    }

    /// <summary>Where the options end. In <c>-Hu root</c> the last letter takes the next word.</summary>
    public static int SkipOptions(IReadOnlyList<string> arguments, string[] withValue)
    {
        var at = 0;
        while (at < arguments.Count && arguments[at].Length > 1 && arguments[at][0] == '-')
        {
            if (arguments[at] == "--")
                return at + 1;
            at += withValue.Contains(arguments[at]) || EndsWithValued(arguments[at], withValue) ? 2 : 1;
        }

        return at;
    }

    private static bool EndsWithValued(string argument, string[] withValue) =>
        withValue.Contains($"-{argument[^1]}") && argument[1..^1].All(letter => char.IsAsciiLetterOrDigit(letter) && !withValue.Contains($"-{letter}"));

    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word[..at].All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '.');

    private static void Environment(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments is ["--version" or "--help"])
            return;
        var written = Options.WrittenOut(call, ["--unset", "--chdir", "--split-string", "--argv0"]);
        var at = SkipOptions(written.Arguments, ["-u", "--unset", "-C", "--chdir", "-P", "-L", "-a", "--argv0", "-S", "--split-string"]);
        var given = (written with { Arguments = [.. written.Arguments.Take(at)] }).Apart("uCPLaS", "");
        var inside = scope.Outside();
        if (given.ValueOf("-C", "--chdir") is { Length: > 0 } directory)
            inside.Directory = shell.Paths.Full(directory, scope.Directory);
        // What it cuts into words may begin with options and variables again.
        if (given.ValueOf("-S", "--split-string") is { } split)
        {
            var rest = given.Arguments.SkipWhile(argument => !argument.EndsWith(split, StringComparison.Ordinal)).Skip(1).Concat(call.Arguments.Skip(at));
            call.Output = shell.Read($"env {split} {string.Join(' ', rest.Select(ShellReader.Quote))}", inside, call.Input);
            return;
        }

        if (at < call.Arguments.Count && call.Arguments[at] == "-")
            at++;
        for (; at < call.Arguments.Count && IsAssignment(call.Arguments[at]); at++)
        {
            var equals = call.Arguments[at].IndexOf('=', StringComparison.Ordinal);
            EnvironmentReader.Read(call.Arguments[at][..equals], call.Arguments[at][(equals + 1)..], shell, scope);
            inside.Export(call.Arguments[at][..equals], call.Arguments[at][(equals + 1)..]);
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
        if (call.Has("--install"))
            shell.Findings.Add(FactNames.SystemChange, $"puts commands into the system: {call.Line}");
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
        // Four of them stand before files with more.
        var input = call.Has("-a", "--arg-file") || call.Arguments.Any(word => word.StartsWith("::::", StringComparison.Ordinal)) ? Mark.Anything : given.Length > 0 ? string.Join(' ', given) : call.Input ?? Mark.Anything;
        var items = Mark.IsOpen(input) ? [input.Replace('\n', ' ').Trim() is { Length: > 0 and < 2000 } open ? open : Mark.Anything] : Items(input, call);
        if (items.Length > 24)
            items = [Mark.Anything];
        if (call.Name == "parallel" && call.Arguments.Take(at).Any(argument => argument.StartsWith("--joblog", StringComparison.Ordinal) || argument.StartsWith("--res", StringComparison.Ordinal) || argument.StartsWith("--sshlogin", StringComparison.Ordinal) || argument.StartsWith("-S", StringComparison.Ordinal) || argument.StartsWith("--tmp", StringComparison.Ordinal)))
            shell.Doubt($"parallel writes more, or works elsewhere: {call.Line}");
        if (words.Count == 0 && call.Name == "parallel")
        {
            foreach (var item in items)
                shell.Read(item, scope.Outside());
            return;
        }

        if (words.Count == 0)
            words.Add("echo");
        if (call.Name == "parallel")
        {
            Lines(words, items, shell, scope);
            return;
        }

        // What --replace stands for is written into the same word, or is {}.
        var hole = call.ValueOf("-I") ?? call.Arguments.FirstOrDefault(argument => argument.StartsWith("--replace=", StringComparison.Ordinal))?[10..]
            ?? (call.HasShort('i') || call.Has("--replace") ? "{}" : null);
        if (hole is { Length: > 0 } && words.Any(word => word.Contains(hole, StringComparison.Ordinal)))
        {
            foreach (var item in items)
                shell.Invoke([.. words.Select(word => word.Replace(hole, item, StringComparison.Ordinal))], scope.Outside(), null);
        }
        else
        {
            // Without a single item it is started once as well.
            call.Output = shell.Invoke([.. words, .. items], scope.Outside(), null);
            if (call.ValueOf("-n", "-L", "--max-args", "--max-lines") is not null || call.HasShort('l'))
            {
                foreach (var item in items)
                    shell.Invoke([.. words, item], scope.Outside(), null);
            }
        }
    }

    /// <summary>parallel hands whole lines to a shell, with quotes around what it puts in.</summary>
    private static void Lines(List<string> words, string[] items, ShellReader shell, ShellScope scope)
    {
        var line = PartOfItem().Replace(string.Join(' ', words), Mark.Anything);
        foreach (var item in items)
            shell.Read(line.Contains("{}", StringComparison.Ordinal) ? line.Replace("{}", ShellReader.Quote(item), StringComparison.Ordinal) : line.Contains(Mark.Unknown) ? line : $"{line} {ShellReader.Quote(item)}", scope.Outside());
    }

    /// <summary>What stands for a part of an item, or for one of several.</summary>
    [GeneratedRegex(@"\{(?:[-+]?\d+)?(?:[.#%]|//?\.?)?\}(?<!\{\})")]
    private static partial Regex PartOfItem();

    private static string[] Items(string input, Invocation call)
    {
        if (call.HasShort('0') || call.Has("--null"))
            return input.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        if (call.ValueOf("-d", "--delimiter") is { Length: > 0 } delimiter)
            return input.TrimEnd('\n').Split(Encodings.Escapes(delimiter), StringSplitOptions.RemoveEmptyEntries);
        if (call.ValueOf("-I", "--replace") is not null || call.Name == "parallel")
        {
            // With its quotes as well as without: which of them xargs takes away depends on options that are not all known.
            var lines = input.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return [.. lines.Union(lines.Select(line => Unquoted().Replace(line, "$1$2$3")))];
        }
        return [.. Quoted().Matches(input).Select(item => Unquoted().Replace(item.Value, "$1$2$3"))];
    }

    /// <summary>A word of what xargs reads: blanks count within quotes and behind a backslash.</summary>
    [GeneratedRegex("""(?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s])+""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex("""'([^'\n]*)'|"([^"\n]*)"|\\(.)""", RegexOptions.Singleline)]
    private static partial Regex Unquoted();

    private static void SwitchUser(Invocation call, ShellReader shell, ShellScope scope)
    {
        shell.Doubt("acts as another user");
        call = Options.WrittenOut(call, ["--command", "--session-command"]);
        if (call.ValueOf("-c", "--command", "--session-command") is { } command)
            call.Output = shell.Read(command, scope.Outside(), call.Input);
        else if (call.Name == "sg" && call.Plain().Skip(1).ToArray() is { Length: > 0 } words)
            call.Output = shell.Read(string.Join(' ', words), scope.Outside(), call.Input);
        else if (call.Input is { } input)
            shell.Read(input, scope.Outside());
    }

    /// <summary>A file of script's that stands in one word with its option.</summary>
    [GeneratedRegex(@"^(?:-[a-zA-Z]*?[IOBT]|--(?:log|timing)[a-z-]*=)(.+)$", RegexOptions.Multiline)]
    private static partial Regex Recorded();

    private static void Script(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "tmux" && call.First is "ls" or "list-sessions" or "list-windows" or "list-panes")
            return;
        shell.Doubt($"{call.Name} runs commands in a terminal");
        foreach (var argument in call.Arguments.Where(argument => argument.Contains(' ', StringComparison.Ordinal)))
            Scripts.Certain(argument, shell, scope);
        if (call.ValueOf("-c", "--command") is { } command)
            shell.Read(command, scope.Outside());
        foreach (var file in call.Name == "script" ? call.Apart("cEmoIOBT", "").Plain("-c", "--command", "-E", "-m", "-o", "--echo", "--output-limit", "--logging-format").Concat(Recorded().Matches(string.Join('\n', call.Arguments)).Select(match => match.Groups[1].Value)) : [])
            shell.Paths.Judge(shell.Findings, file, Paths.PathUse.Overwrite, scope.Directory);
        foreach (var (place, argument) in call.Arguments.Index())
        {
            if (CommandTable.Knows(argument))
                CommandTable.Trial([.. call.Arguments.Skip(place)], null, shell, scope);
        }
    }
}
