using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that start another one, which their arguments name.</summary>
internal static partial class Wrappers
{
    /// <summary>Names, the options of theirs that take a value (one with which another begins counts as that one cut short), and how many words stand before the command.</summary>
    private static readonly (string Names, string[] WithValue, int Before)[] Plain =
    [
        ("sudo doas", ["-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "--chdir", "-R", "-T", "-U", "-r", "-t", "--close-from", "--chroot", "--role", "--type", "--command-timeout", "--other-user"], 0),
        ("rlwrap", ["-b", "-C", "-D", "-e", "-f", "-F", "-g", "-H", "-l", "-M", "-O", "-P", "-q", "-s", "-S", "-t", "-w", "-z", "--break-chars", "--command-name", "--file", "--filter", "--history-filename", "--logfile", "--pre-given", "--substitute-prompt", "--set-term-name"], 0),
        ("dbus-run-session", ["--config-file", "--dbus-daemon"], 0),
        ("nohup setsid command builtin unbuffer chronic catchsegv caffeinate dumb-init eatmydata setarch linux64", [], 0),
        ("time", ["-f", "--format", "-o", "--output"], 0),
        ("exec", ["-a"], 0),
        ("nice ionice", ["-n", "--adjustment", "-c", "-p", "--classdata"], 0),
        ("chrt", ["-T", "-P", "-D", "--sched-runtime", "--sched-period", "--sched-deadline"], 1),
        ("stdbuf", ["-i", "-o", "-e", "--input", "--output", "--error"], 0),
        ("proxychains proxychains4", ["-f"], 0),
        ("torsocks", ["-a", "-P", "-u", "-p", "--address", "--port", "--user", "--pass"], 0),
        ("xvfb-run", ["-n", "-e", "-f", "-p", "-s", "-w", "--server-num", "--error-file", "--auth-file", "--xauth-protocol", "--server-args", "--wait"], 0),
        ("tini", ["-p", "-e"], 0),
        ("softlimit", ["-a", "-c", "-d", "-f", "-l", "-m", "-o", "-p", "-r", "-s", "-t"], 0),
        ("timeout", ["-k", "--kill-after", "-s", "--signal"], 1),
        ("flock", ["-w", "--timeout", "--wait", "-E", "--conflict-exit-code"], 1),
        ("taskset", [], 1),
        ("chpst", ["-u", "-U", "-b", "-e", "-/", "-C", "-n", "-l", "-L", "-m", "-d", "-o", "-p", "-f", "-c", "-r", "-t", "-s", "-a"], 0),
        ("perf", ["-e", "-o", "--output", "-p", "-F", "-C", "-r", "-I", "-x", "-t", "-G", "-M", "-D", "--event", "--pid", "--tid", "--freq", "--cpu", "--repeat", "--cgroup", "--metrics", "--delay"], 0),
        ("strace", ["-e", "-o", "--output", "-p", "-s", "-a", "-b", "-u", "-U", "-I", "-O", "-P", "-S", "-E", "-X", "--attach", "--trace-path", "--string-limit", "--columns", "--user", "--env", "--argv0", "--detach-on", "--interruptible", "--inject", "--signal", "--status"], 0),
        ("ltrace", ["-e", "-o", "--output", "-p", "-s", "-a", "-A", "-D", "-F", "-l", "-n", "-u", "-w", "-x", "--align", "--config", "--indent", "--library", "--debug"], 0),
        ("gdb valgrind", [], 0),
        ("watch", ["-n", "--interval", "-q", "--equexit", "-s", "--shotsdir"], 0),
        ("nsenter", ["-t", "--target", "-S", "-G", "--setuid", "--setgid"], 0),
        ("unshare", ["-t", "--target", "-S", "-G", "-R", "-w", "--root", "--wd", "--setuid", "--setgid", "--propagation", "--setgroups", "--map-users", "--map-groups", "--boottime", "--monotonic", "-l", "--load-interp"], 0),
        ("chroot", ["--userspec", "--groups"], 1),
        ("gosu su-exec", [], 1),
        ("runuser pkexec setpriv", ["-u", "--user", "-g", "-G", "--reuid", "--regid", "--bounding-set", "--inh-caps", "--ruid", "--euid", "--rgid", "--egid", "--groups", "--ambient-caps", "--securebits", "--pdeathsig", "--selinux-label", "--apparmor-profile", "--landlock-access", "--landlock-rule", "--seccomp-filter"], 0),
        ("systemd-run", ["-u", "--unit", "-p", "--property", "--uid", "--gid", "-E", "--setenv", "--on-calendar", "--on-active", "-M", "-H", "--slice", "--description", "--working-directory", "--host", "--machine", "--nice", "--service-type", "--timer-property", "--path-property", "--socket-property", "--on-boot", "--on-startup", "--on-unit-active", "--on-unit-inactive", "--background", "--job-mode"], 0),
        ("systemd-inhibit firejail proot fakeroot", ["--what", "--who", "--why", "--mode", "-r", "-b", "-w", "-l", "-s", "--bind", "--ro-bind", "-R", "-S", "-q", "-i", "-k", "-v", "--lib"], 0),
        ("faketime", ["-p", "--pid", "--date-prog"], 1),
        ("start-stop-daemon", ["--pidfile", "--chuid", "--name", "--user", "--startas", "--exec", "--group", "--chroot", "--chdir", "--nicelevel", "--procsched", "--iosched", "--umask", "--signal", "--retry", "--output", "--ppid", "-p", "-x", "-n", "-u", "-a", "-c", "-g", "-r", "-d", "-N", "-P", "-I", "-k", "-s", "-R", "-O"], 0),
        ("entr", [], 0),
    ];

    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. Plain.SelectMany(one => CommandTable.For((call, shell, scope) => Start(call, shell, scope, one.WithValue, one.Before), one.Names)),
        .. CommandTable.For(Environment, "env"), .. CommandTable.For(Applets, "busybox toybox"), .. CommandTable.For(XargsReader.Read, "xargs gxargs parallel"),
        .. CommandTable.For(SwitchUser, "su sg"), .. CommandTable.For(Script, "script tmux screen"), .. CommandTable.For(Bubble, "bwrap"),
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
        // With no user of its own, runuser is su.
        if (call.Name == "runuser" && !call.Arguments.Take(SkipOptions(call.Arguments, withValue)).Any(option => option.StartsWith("-u", StringComparison.Ordinal) || option.StartsWith("--u", StringComparison.Ordinal)))
        {
            SwitchUser(call.Apart("cgGsw", ""), shell, scope);
            return;
        }

        var given = Given(call, withValue);
        var inside = scope.Outside();
        Beyond(call.Name, given, shell, scope, inside);

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
        var options = at;
        for (; at < call.Arguments.Count && IsAssignment(call.Arguments[at]); at++)
            EnvironmentReader.Read(call.Arguments[at].Split('=')[0], call.Arguments[at][(call.Arguments[at].IndexOf('=', StringComparison.Ordinal) + 1)..], shell, scope);
        if (call.Name == "taskset" && call.Arguments.Take(at).Any(option => option == "--pid" || option is ['-', not '-', ..] && option.Contains('p')))
        {
            shell.Findings.Add(FactNames.SystemChange, $"changes where a process runs: {call.Line}");
            return;
        }

        // Where the policy needs no priority, newer versions of chrt do without the word.
        if (call.Name != "chrt" || (at < call.Arguments.Count && char.IsAsciiDigit(call.Arguments[at].FirstOrDefault())))
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
            at = options = 1 + SkipOptions([.. call.Arguments.Skip(1)], withValue);
        }

        var words = call.Arguments.Skip(at).ToArray();
        // What --startas names is started, and --exec only where that is missing.
        if (call.Name == "start-stop-daemon" && (Behind(given, 'a', "--startas").LastOrDefault() ?? Behind(given, 'x', "--exec").LastOrDefault()) is { } program)
            words = [program, .. words];
        if (words.Length == 0)
        {
            if (call.Arguments.Count > 0 && call.Name is not ("time" or "nice" or "exec" or "systemd-run"))
                shell.Doubt($"{call.Name} starts something that is not seen");
            if (call.Name is "sudo" or "doas" or "chroot" or "nsenter" or "unshare" && call.Input is { } input)
                shell.Read(input, inside);
            return;
        }

        Later(call, options, words, shell, scope);
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

    /// <summary>What the options do besides: files that are written, programs that run as well, variables, and another folder for the command.</summary>
    private static void Beyond(string name, string[] given, ShellReader shell, ShellScope scope, ShellScope inside)
    {
        (char letter, string? option) = name switch
        {
            "time" or "strace" or "ltrace" or "perf" => ('o', "--output"),
            "xvfb-run" => ('e', "--error-file"),
            "rlwrap" => ('l', "--logfile"),
            "start-stop-daemon" => ('O', "--output"),
            _ => (' ', null),
        };
        foreach (var file in Behind(given, letter, option).Where(file => file.Length > 0))
        {
            if (file[0] is '|' or '!')
                shell.Read(file[1..], scope.Outside());
            else
                shell.Paths.Judge(shell.Findings, file, Paths.PathUse.Overwrite, scope.Directory);
        }

        (letter, option) = name switch
        {
            "rlwrap" => ('z', "--filter"),
            "proot" => ('q', "--qemu"),
            "dbus-run-session" => (' ', "--dbus-daemon"),
            "faketime" => (' ', "--date-prog"),
            "fakeroot" => ('l', "--lib"),
            _ => (' ', null),
        };
        foreach (var program in Behind(given, letter, option))
            shell.Read(program, scope.Outside());

        if (name is "strace" or "systemd-run")
        {
            foreach (var variable in Behind(given, 'E', name == "strace" ? "--env" : "--setenv").Where(IsAssignment))
                EnvironmentReader.Read(variable.Split('=')[0], variable[(variable.IndexOf('=', StringComparison.Ordinal) + 1)..], shell, scope);
        }

        (letter, option) = name switch
        {
            "sudo" => ('D', "--chdir"),
            "systemd-run" => (' ', "--working-directory"),
            "unshare" or "nsenter" => ('w', "--wd"),
            "chpst" => ('C', null),
            "start-stop-daemon" => ('d', "--chdir"),
            "proot" => ('w', "--cwd"),
            _ => (' ', null),
        };
        if (Behind(given, letter, option).LastOrDefault() is { } folder)
            inside.Directory = shell.Paths.Full(folder, scope.Directory);
        else if (name is "chroot" or "systemd-run" || (name == "sudo" && given.Any(word => word == "--login" || (word is ['-', not '-', ..] && (word[1] == 'i' || word[^1] == 'i')))))
            inside.Directory = null;
    }

    /// <summary>A long option that is not known here may take what seems to be the command for its value; then the command stands behind it.</summary>
    private static void Later(Invocation call, int options, string[] words, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments.ElementAtOrDefault(options - 1) is ['-', '-', _, ..] last && !last.Contains('=', StringComparison.Ordinal))
            CommandTable.Behind(words, call.Input, shell, scope);
    }

    /// <summary>bwrap starts a command among other files; most of its options take one word, some two or none.</summary>
    private static void Bubble(Invocation call, ShellReader shell, ShellScope scope)
    {
        var inside = scope.Outside();
        var at = 0;
        while (call.Arguments.ElementAtOrDefault(at) is ['-', '-', ..] option)
        {
            at++;
            if (option == "--")
                break;
            var (first, second) = (call.Arguments.ElementAtOrDefault(at) ?? "", call.Arguments.ElementAtOrDefault(at + 1) ?? "");
            if (option == "--chdir")
                inside.Directory = shell.Paths.Full(first, scope.Directory);
            if (option == "--setenv")
                EnvironmentReader.Read(first, second, shell, scope);
            var two = Twofold().IsMatch(option);
            if (two ? option is not ("--setenv" or "--chmod") && first != second : option is "--args" || option.Contains("overlay", StringComparison.Ordinal))
                shell.Doubt($"bwrap puts other files in their places: {call.Line}");
            at += option == "--overlay" ? 3 : two ? 2 : Bare().IsMatch(option) ? 0 : 1;
        }

        call.Output = shell.Invoke([.. call.Arguments.Skip(at)], inside, call.Input);
    }

    [GeneratedRegex("^--(?:(?:dev-|ro-)?bind(?:-try|-data|-fd)?|setenv|symlink|file|chmod)$")]
    private static partial Regex Twofold();

    [GeneratedRegex("^--(?:unshare-.+|share-net|new-session|die-with-parent|as-pid-1|clearenv|disable-userns|assert-userns-disabled|level-prefix|help|version)$")]
    private static partial Regex Bare();

    /// <summary>The values of an option among these: <c>-o file</c>, <c>-fo file</c>, <c>-ofile</c>, or by its long name, which may be cut short.</summary>
    public static IEnumerable<string> Behind(string[] options, char letter, string? name)
    {
        for (var at = 0; at < options.Length; at++)
        {
            var word = options[at].Split('=')[0];
            var isLong = name is not null && word is ['-', '-', _, ..] && IsNamed(word, name);
            if (isLong && word.Length < options[at].Length)
                yield return options[at][(word.Length + 1)..];
            else if (isLong || (options[at] is ['-', not '-', ..] && options[at][^1] == letter))
                yield return options.ElementAtOrDefault(++at) ?? "";
            else if (options[at] is ['-', var first, _, ..] && first == letter)
                yield return options[at][2..];
        }
    }

    /// <summary>Options of those that start something which write or run, or which end what runs.</summary>
    [GeneratedRegex(@"^gdb\s(?!--version$)|^valgrind\s(?s:.*)--(?:\S+-file|db-command)=|^systemd-run\s(?s:.*)(?:Exec|StandardOutput|StandardError)|^start-stop-daemon\s(?s:.*?)(?:-K|--stop)\b|^perf\s(?:record\b|(?s:.*)--(?:p(?:re|os)|ob|addr2))")]
    private static partial Regex Beside();

    /// <summary>A command within such an option.</summary>
    [GeneratedRegex(@"(?:shell |!|Exec\w+=[-+!:@]*|--p(?:re|ost?)[=\n])([^\n]+)")]
    private static partial Regex Carried();

    /// <summary>A file that valgrind writes.</summary>
    [GeneratedRegex(@"--\S+-file=([^\n]+)")]
    private static partial Regex Logs();

    /// <summary>The options of the program itself, which perf takes behind its verb.</summary>
    private static string[] Given(Invocation call, string[] withValue)
    {
        string[] words = [.. call.Arguments.Skip(call.Name == "perf" ? 1 : 0)];
        return [.. words.Take(SkipOptions(words, withValue))];
    }

    /// <summary>Where the options end. In <c>-Hu root</c> the last letter takes the next word; a long name may be cut short.</summary>
    public static int SkipOptions(IReadOnlyList<string> arguments, string[] withValue)
    {
        var at = 0;
        while (at < arguments.Count && arguments[at].Length > 1 && arguments[at][0] == '-')
        {
            if (arguments[at] == "--")
                return at + 1;
            at += withValue.Any(option => IsNamed(arguments[at], option)) || EndsWithValued(arguments[at], withValue) ? 2 : 1;
        }

        return at;
    }

    /// <summary>True for an option's name, also when it is cut short; --start of start-stop-daemon is no short --startas.</summary>
    private static bool IsNamed(string word, string name) => word != "--start" && name.StartsWith(word, StringComparison.Ordinal);

    private static bool EndsWithValued(string argument, string[] withValue) =>
        withValue.Contains($"-{argument[^1]}") && argument[1..^1].All(letter => char.IsAsciiLetterOrDigit(letter) && !withValue.Contains($"-{letter}"));

    private static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && word[..at].All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '.');

    private static void Environment(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments is ["--version" or "--help"])
            return;
        var written = Options.WrittenOut(call, ["--chdir", "--split-string"]);
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
