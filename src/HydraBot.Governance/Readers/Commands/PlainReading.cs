using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that only look, as long as no option of theirs writes or runs something.</summary>
internal static partial class PlainReading
{
    /// <summary>They print nothing of files, and no option of theirs changes anything.</summary>
    private const string Looking =
        "ls dir vdir pwd whoami id groups uname arch nproc uptime free df du lscpu lsblk lsusb lspci lsmem lsmod stat basename dirname realpath readlink which whereis type "
        + "true false : test [ sleep seq expr tty who w last users ps pgrep pidof lsof vmstat iostat mpstat locale cal wait times ulimit getconf "
        + "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum whatis apropos tldr findmnt lsns getenforce sestatus aa-status "
        + "numfmt factor logname jobs history dirs shopt help uuidgen ncal wc";

    /// <summary>They print what is in the files that they name.</summary>
    private const string Showing =
        "head tail nl tac cmp od hexdump strings column fold fmt expand unexpand paste join comm cut zcat bzcat xzcat zstdcat zgrep "
        + "look csvlook pr";

    /// <summary>Options of ps whose value may be any name.</summary>
    private const string ProcessLetters = "CGgkOopqstUu";

    private static readonly string[] ProcessValues =
    [
        .. ProcessLetters.Select(letter => $"-{letter}"), "--format", "--group", "--Group", "--sort", "--user", "--User",
    ];

    private static readonly (string Names, string Letters, string[] Long)[] WithDangers =
    [
        ("sort", "oT", ["output", "compress-program", "temporary-directory", "files0-from"]),
        ("diff", "", ["output"]),
        ("man", "CPHTXZ", ["config-file", "pager", "html", "preprocessor", "troff", "gxditview", "ditroff"]),
        ("file", "C", ["compile"]),
        ("tree shuf", "oR", ["output"]),
        ("bat batcat", "", ["pager"]),
        ("ptx", "G", ["traditional"]),
        ("sar", "o", []),
        ("getent", "", []),
        ("nvidia-smi", "frpcead", ["filename", "gpu-reset", "persistence-mode", "compute-mode", "power-limit", "lock-gpu-clocks", "lock-memory-clocks", "reset-gpu-clocks", "reset-memory-clocks", "applications-clocks", "reset-applications-clocks", "ecc-config", "reset-ecc-errors", "accounting-mode", "clear-accounted-apps", "gom", "gpu-target-temp", "auto-boost-default", "auto-boost-permission", "multi-instance-gpu", "driver-model", "force-driver-model", "compute-policy"]),
        ("sensors", "s", ["set"]),
        ("date", "s", ["set"]),
        ("less more", "oO+", ["log-file", "LOG-FILE"]),
        ("xxd", "r", ["revert"]),
        ("yq", "is", ["inplace", "in-place", "split-exp"]),
        ("jq", "", []),
        ("dmesg", "cCnDE", ["clear", "read-clear", "console-level", "console-off", "console-on"]),
        ("ss", "KD", ["kill", "diag"]),
        ("netstat", "", []),
        ("arp", "sdf", ["set", "delete", "file"]),
        ("top htop", "", []),
        ("ping ping6 tracepath traceroute mtr", "f", []),
        ("dig", "f", []),
        ("nslookup host", "", []),
        ("cloc tokei scc", "o", ["output", "report-file", "sql", "config", "vcs", "extract-with", "write-lang-def", "ignored", "counted", "found", "categorized", "strip-comments", "strip-code", "original-dir", "format-multi"]),
    ];

    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Look, Looking), .. CommandTable.For(Show, Showing),
        .. WithDangers.SelectMany(one => CommandTable.For((call, shell, scope) => Careful(call, shell, scope, one.Letters, one.Long), one.Names)),
        .. CommandTable.For(Grep, "grep egrep fgrep rg ag ack"), .. CommandTable.For(Find, "find fd fdfind"), .. CommandTable.For(Uniq, "uniq"),
        .. CommandTable.For(Sed, "sed gsed"), .. CommandTable.For(AwkReader.Read, "awk gawk mawk nawk"), .. CommandTable.For(Tar, "tar bsdtar"), .. CommandTable.For(Unzip, "unzip"),
        .. CommandTable.For(Hostname, "hostname"), .. CommandTable.For(Journal, "journalctl"), .. CommandTable.For(Environment, "printenv"),
    ];

    private static void Look(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "pwd" && scope.Directory is { } here)
            call.Output = here + "\n";
        if (call.Name is "true" or "false" or ":" or "test" or "[" or "sleep")
            call.Output = "";
        if (call.Name is "which" or "type" or "whereis" && call.Plain().ToArray() is [var wanted] && !Mark.IsOpen(wanted) && !wanted.Contains('/'))
            call.Output = $"/usr/bin/{wanted}\n";
        if (call.Name == "basename" && call.Arguments is [var path] && !Mark.IsOpen(path))
            call.Output = path[(path.TrimEnd('/').LastIndexOf('/') + 1)..];
        if (call.Name == "history" && call.Arguments.Count > 0)
            shell.Doubt("changes the shell's history");
        // Of a place in an array bash calculates what stands for it.
        foreach (var argument in call.Name is "test" or "[" or "wait" ? call.Arguments.Where(argument => argument.Contains('[', StringComparison.Ordinal)) : [])
            shell.Calculated(argument, scope);
        if (call.Name == "jobs" && call.First == "-x")
            shell.Invoke([.. call.Arguments.Skip(1)], scope.Outside(), call.Input);
        if (call.Name == "ps" && PrintsEnvironments(call))
        {
            shell.Doubt("prints the environment of processes, in which secrets may be");
            call.Output = Mark.Environment.ToString();
        }

        // A house's processes stand for it wherever their numbers go.
        if (call.Name is "pgrep" or "pidof" && call.Arguments.Any(SystemChanges.NamesTheHouse))
            call.Output = "hydrabot\n";
        // What is no name in such a list is printed in an error's text.
        foreach (var list in call.Arguments.SkipWhile(argument => !argument.StartsWith("--files0", StringComparison.Ordinal)).Take(2))
            Content(list, shell, scope);
    }

    /// <summary>A column of that name, or an <c>e</c> among letters without a dash that are no option's value.</summary>
    private static bool PrintsEnvironments(Invocation call) =>
        call.Arguments.Any(argument => argument.Contains("environ", StringComparison.OrdinalIgnoreCase)) || call.Apart(ProcessLetters, "").Plain(ProcessValues).Any(word => word.Contains('e', StringComparison.Ordinal) && word.All(char.IsAsciiLetter));

    private static void Show(Invocation call, ShellReader shell, ShellScope scope)
    {
        foreach (var argument in call.Arguments)
            Content(argument, shell, scope);
        if (call.Name is "head" or "tail" && call.Input is { } input)
            call.Output = Lines(call, input);
    }

    /// <summary>The lines that they let through, where that is certain.</summary>
    private static string Lines(Invocation call, string input)
    {
        var text = call.Arguments.Count == 0 ? "10" : string.Concat(call.Arguments);
        text = text.StartsWith("-n", StringComparison.Ordinal) ? text[2..] : text.TrimStart('-');
        var lines = input.TrimEnd('\n').Split('\n');
        if (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var most))
            return Mark.From(input);
        var kept = call.Name == "head" ? lines.Take(most) : lines.TakeLast(most);
        return kept.Any(Mark.IsUnknown) ? input : string.Concat(kept.Select(line => line + "\n"));
    }

    /// <summary>An argument that may be a file whose content is shown, or an option that names one.</summary>
    public static void Content(string argument, ShellReader shell, ShellScope scope) => Content(argument, shell, scope, scope.Directory);

    private static void Content(string argument, ShellReader shell, ShellScope scope, string? directory)
    {
        if (argument.StartsWith('-') && argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            argument = argument[(equals + 1)..];
        else if (argument is ['-', not '-', .. var value])
            argument = value;
        if (!scope.TryFile(argument, out _))
            shell.Paths.Judge(shell.Findings, argument, PathUse.Read, directory);
    }

    private static void Careful(Invocation call, ShellReader shell, ShellScope scope, string letters, string[] names)
    {
        if (letters.Length + names.Length > 0)
        {
            if (Options.FirstOf(call, letters, names) is { } danger && !(call.Name == "ping" && danger == "-f"))
                shell.Doubt($"{call.Name} {Mark.Show(danger)} does more than read");
        }

        if (call.Name is "nslookup" or "host" or "dig" or "ping" or "ping6" or "traceroute" && call.Arguments.Any(Mark.IsConfidential))
            shell.Findings.Add(FactNames.SecretSend, $"asks other machines for a name that is made of what may be secret: {call.Line}");
        if (call.Name is "less" or "more" && call.Arguments.FirstOrDefault(argument => argument.StartsWith('+')) is { } first)
        {
            shell.Doubt($"{call.Name} {first} runs a command of its own");
            Scripts.Certain(first.TrimStart('+', '!'), shell, scope);
        }

        if (call.Name == "getent" && call.Arguments.Any(argument => argument is "shadow" or "gshadow"))
            shell.Findings.Add(FactNames.SecretRead, $"prints what passwords are checked against: {call.Line}");
        if (call.Name is "jq" or "yq" && call.Arguments.Any(argument => argument.Contains("$ENV", StringComparison.Ordinal) || EnvironmentWord().IsMatch(argument)))
            shell.Doubt("may print the environment, in which secrets may be");
        if (call.Name == "diff" && call.Plain().Any(folder => shell.Paths.HoldsSecrets(folder, scope.Directory)))
            shell.Doubt($"compares what lies in a folder with secrets: {call.Line}");
        if (call.Name is "jq" or "yq")
        {
            foreach (Match text in Texts().Matches(string.Join(' ', call.Arguments)))
                Content(text.Groups[1].Value, shell, scope);
        }

        // Only in its plain form are there digits and nothing else.
        if (call.Name == "xxd" && call.Arguments.Order(StringComparer.Ordinal).ToArray() is ["-p" or "-ps" or "-plain", "-r"] && call.Input is { } input && !Mark.IsOpen(input))
        {
            call.Output = Encodings.Hexadecimal(input) ?? Mark.Anything;
            return;
        }

        if (call.Name == "xxd" && call.Plain("-s", "-l", "-c", "-g").Skip(1).FirstOrDefault() is { } target)
            shell.Paths.Judge(shell.Findings, target, PathUse.Overwrite, scope.Directory);
        if (call.Name is "sort" or "shuf" or "tree" or "sar" or "scc" && call.ValueOf("-o", "--output") is { Length: > 0 } output)
            shell.Paths.Judge(shell.Findings, output, PathUse.Overwrite, scope.Directory);
        if (call.Name is "date" && call.Arguments.Any(argument => argument.Length >= 8 && argument.All(char.IsAsciiDigit)))
            shell.Findings.Add(FactNames.SystemChange, "sets the clock");
        if (call.Name is "ping" or "ping6" or "dig" or "traceroute" or "tracepath" or "mtr" or "nslookup" or "host")
        {
            if (call.HasUnknown)
                shell.Findings.Add(FactNames.NetworkUse, $"sends what is not known to another machine: {call.Line}");
            return;
        }

        foreach (var argument in call.Name == "jq" ? call.Arguments.Skip(1) : call.Arguments)
            Content(argument, shell, scope);
    }

    /// <summary>A text in a program of jq or yq, which may name a file that it loads.</summary>
    [GeneratedRegex("\"([^\"]*/[^\"]*)\"")]
    private static partial Regex Texts();

    /// <summary>A program of jq or yq that reads the environment; a field <c>.env</c> is none.</summary>
    [GeneratedRegex(@"(?<![\w.""'-])(?:str|subst)?env(?:subst)?(?![\w""':=-]|\.(?:json|ya?ml)\b)")]
    private static partial Regex EnvironmentWord();

    private static void Grep(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (Options.FirstOf(call, "", "pre", "pager", "hostname-bin") is { } danger)
            shell.Doubt($"{call.Name} {Mark.Show(danger)} may run a program");
        // In one word with others a letter takes its value as well, as in -ie pattern.
        var valued = call.Name switch { "rg" => "efABCmgtTjMErd", "ack" => "ABCmt", "ag" => "mGpW", _ => "efABCmdD" };
        call = call.Apart(valued, "");
        var patternGiven = call.Arguments.Any(argument => argument is ['-', 'e' or 'f', ..] || Options.IsLong(argument, "regexp", "file"));
        foreach (var patterns in call.Arguments.Where(argument => argument is ['-', 'f', _, ..] || Options.IsLong(argument, "file")))
            Content(patterns, shell, scope);
        var files = call.Plain([.. valued.Where(letter => letter != 'f').Select(letter => $"-{letter}"), "--regexp", "--include", "--exclude", "--exclude-dir"]).Skip(patternGiven ? 0 : 1).ToArray();
        var recursive = call.Name is "rg" or "ag" or "ack" || call.HasShort('r') || call.HasShort('R') || call.Has("--recursive", "--dereference-recursive");
        // Without a file's name what is searched is the folder itself.
        foreach (var file in recursive ? files.DefaultIfEmpty(".") : files)
        {
            Content(file, shell, scope);
            if (recursive && shell.Paths.HoldsSecrets(file, scope.Directory))
                shell.Doubt($"searches {Mark.Show(file)}, in which secrets lie");
        }
    }

    private static void Find(Invocation call, ShellReader shell, ShellScope scope) => FindReader.Read(call, shell, scope);

    private static void Uniq(Invocation call, ShellReader shell, ShellScope scope)
    {
        var files = call.Plain("-f", "-s", "-w").ToArray();
        if (files.Length > 0)
            Content(files[0], shell, scope);
        if (files.Length > 1)
            shell.Paths.Judge(shell.Findings, files[1], PathUse.Overwrite, scope.Directory);
    }

    private static void Sed(Invocation call, ShellReader shell, ShellScope scope) => SedReader.Read(call, shell, scope);

    private static void Tar(Invocation call, ShellReader shell, ShellScope scope)
    {
        var mode = call.First ?? "";
        bool Does(char letter) => mode.StartsWith('-') ? call.HasShort(letter, "fCTXbgVIF") : mode.Contains(letter);
        var extracts = Does('x') || call.Arguments.Any(argument => argument.StartsWith("--ext", StringComparison.Ordinal)) || call.Has("--get");
        var lists = (Does('t') || call.Has("--list")) && !extracts && !Does('c');
        foreach (var runs in call.Arguments.Where((argument, at) => Starts(argument) || (at == 0 && !argument.StartsWith('-') && argument.AsSpan().IndexOfAny("IF") >= 0)))
        {
            shell.Doubt($"tar runs a program: {Mark.Show(runs)}");
            if (runs.Contains("exec=", StringComparison.Ordinal))
                Scripts.Certain(runs[(runs.IndexOf("exec=", StringComparison.Ordinal) + 5)..], shell, scope);
            if (runs.Contains("command=", StringComparison.Ordinal))
                Scripts.Certain(runs[(runs.IndexOf('=', StringComparison.Ordinal) + 1)..], shell, scope);
        }

        foreach (var list in new[] { call.ValueOf("-T", "--files-from"), call.ValueOf("-X", "--exclude-from") }.OfType<string>())
            Content(list, shell, scope);
        if (lists)
            return;
        var there = call.ValueOf("-C", "--directory") is { } folder ? shell.Paths.Full(folder, scope.Directory) : scope.Directory;
        if (extracts)
            shell.Paths.Judge(shell.Findings, call.ValueOf("-C", "--directory") ?? ".", PathUse.Write, scope.Directory);
        foreach (var file in extracts ? [] : Packed(call, mode))
        {
            if (call.Has("--remove-files"))
                shell.Paths.Judge(shell.Findings, file, PathUse.Delete, there);
            Content(file, shell, scope, there);
        }

        if (call.Arguments.Where(argument => argument.Contains(".t", StringComparison.Ordinal)).FirstOrDefault(argument => !argument.StartsWith('-')) is { } archive && Does('c'))
            shell.Paths.Judge(shell.Findings, archive, PathUse.Overwrite, scope.Directory);
        else if (Archive(call, mode) is > 0 and var place && !extracts && place < call.Arguments.Count && call.Arguments[place] != "-")
            shell.Paths.Judge(shell.Findings, call.Arguments[place], PathUse.Overwrite, scope.Directory);
        if (!extracts && call.Arguments.FirstOrDefault(argument => Attached().IsMatch(argument)) is { } attached)
            shell.Paths.Judge(shell.Findings, Attached().Replace(attached, ""), PathUse.Overwrite, scope.Directory);
        shell.Doubt("packs or unpacks files");
    }

    /// <summary>What stands before an archive's name in the same word.</summary>
    [GeneratedRegex("^(?:-[A-Za-z]*?f|--file=)(?=.)")]
    private static partial Regex Attached();

    /// <summary>What is put into an archive: neither the letters that say so nor the archive itself, which stands behind an f.</summary>
    private static IEnumerable<string> Packed(Invocation call, string mode)
    {
        var bare = !mode.StartsWith('-');
        var archive = Archive(call, mode);
        var names = new Invocation(call.Name, [.. call.Arguments.Where((_, at) => at != archive && !(bare && at == 0))], null);
        return names.Plain("-C", "--directory", "--file", "-T", "-X");
    }

    /// <summary>Options that start a program or write a file of their own; they may be shortened, and <c>--checkpoint</c> alone does neither.</summary>
    private static bool Starts(string argument) =>
        Program().IsMatch(argument) || argument.Split('=')[0] != "--checkpoint" && Options.IsLong(argument, "to-command", "checkpoint-action", "use-compress-program", "rsh-command", "info-script", "new-volume-script", "index-file");

    /// <summary>A program's letter, before any that takes the rest of the word.</summary>
    [GeneratedRegex("^-[^-fCTXbgV]*?[IF]")]
    private static partial Regex Program();

    /// <summary>Where the archive's name stands; nowhere when it is no word of its own.</summary>
    private static int Archive(Invocation call, string mode) =>
        !mode.StartsWith('-') && mode.Contains('f') ? 1 : call.Arguments.ToList().FindIndex(argument => argument is ['-', not '-', ..] and [.., 'f']) + 1;

    private static void Unzip(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.HasShort('l', "dxPI") || call.HasShort('t', "dxPI") || call.HasShort('Z', "dxPI"))
            return;
        shell.Paths.Judge(shell.Findings, call.ValueOf("-d") ?? ".", PathUse.Write, scope.Directory);
    }

    private static void Hostname(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments.Any(argument => !argument.StartsWith('-')) || call.Has("-F", "-b", "--file", "--boot"))
            shell.Findings.Add(FactNames.SystemChange, $"changes the machine's name: {call.Line}");
    }

    private static void Journal(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments.Any(argument => argument.StartsWith("--cursor-", StringComparison.Ordinal)))
            shell.Paths.Judge(shell.Findings, call.ValueOf("--cursor-file") ?? Mark.Anything, PathUse.Overwrite, scope.Directory);
        if (Options.FirstOf(call, "", "vacuum-size", "vacuum-time", "vacuum-files", "rotate", "flush", "relinquish-var", "setup-keys", "update-catalog") is { } danger
            && danger != "--s")
            shell.Findings.Add(danger.StartsWith("--vacuum", StringComparison.Ordinal) ? FactNames.AuditWrite : FactNames.SystemChange, $"journalctl {Mark.Show(danger)} changes the journal");
    }

    private static void Environment(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments.All(argument => argument.StartsWith('-')) || call.Arguments.Any(Mark.IsOpen))
        {
            shell.Doubt("prints the whole environment, in which secrets may be");
            call.Output = Mark.Environment.ToString();
        }
        else if (call.Arguments.FirstOrDefault(name => ShellParameters.SecretName().IsMatch(name)) is { } secret)
            shell.Findings.Add(FactNames.SecretRead, $"prints ${secret}");
    }
}
