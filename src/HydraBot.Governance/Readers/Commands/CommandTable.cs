using System.Collections.Frozen;
using HydraBot.Governance.Readers.Docker;
using HydraBot.Governance.Readers.Git;
using HydraBot.Governance.Readers.Shell;
using HydraBot.Governance.Readers.Text;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Says what a command does.</summary>
internal delegate void CommandReader(Invocation call, ShellReader shell, ShellScope scope);

/// <summary>Who reads which command. What is in no list is not known, and that is said.</summary>
internal static class CommandTable
{
    private static readonly FrozenDictionary<string, CommandReader> Readers = All().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names worth looking for behind commands that are not known, and behind patterns.</summary>
    private static readonly FrozenSet<string> Telling = new[]
    {
        "git", "rm", "sh", "bash", "dash", "zsh", "psql", "mysql", "sqlite3", "dropdb", "docker", "dd", "shred", "chmod", "systemctl", "curl", "wget", "python", "python3",
        "perl", "node", "find", "mv", "cp", "tee", "kill", "pkill", "ufw", "iptables", "setenforce", "cat", "scp", "nc", "truncate", "unlink", "eval", "kubectl", "busybox",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Commands whose options people write in one word, as in <c>psql -tAc</c>: the letters that take a value, and those that take it only in the same word.</summary>
    private static readonly FrozenDictionary<string, (string Valued, string Attached)> Clusters = new (string Names, string Valued, string Attached)[]
    {
        ("curl curlie", "XdFHouAebcTKmxEwrzyYDQCtPU", ""), ("wget wget2", "OoaPeiTtUQwADIRXlB", ""), ("psql pgcli", "cdfFhLopPRTUv", ""), ("mysql mariadb mycli", "ehPuDS", "p"),
        ("cp mv ln", "tS", ""), ("install", "tSmog", ""), ("rsync", "efBMT@", ""), ("unzip", "dxPI", ""), ("su", "cgGsw", ""), ("sed gsed", "efl", "i"), ("awk gawk mawk nawk", "FvfeEil", "dopDL"),
    }.SelectMany(one => one.Names.Split(' ').Select(name => KeyValuePair.Create(name, (one.Valued, one.Attached)))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Reads one command and returns what it would print.</summary>
    public static string Read(IReadOnlyList<string> words, string? input, ShellReader shell, ShellScope scope)
    {
        var name = words[0];
        if (Mark.IsUnknown(name))
        {
            shell.Doubt($"runs a command whose name is not known: {Mark.Show(string.Join(' ', words))}");
            Behind(words, input, shell, scope);
            return Mark.Anything;
        }

        if (Mark.IsPattern(name))
            return Pattern(words, input, shell, scope);
        if (scope.TryFile(name, out _))
        {
            Scripts.RunFile(name, [.. words.Skip(1)], shell, scope.Copy(), input);
            return Mark.Anything;
        }

        var call = new Invocation(Bare(name, shell), words is List<string> list ? list.Slice(1, list.Count - 1) : [.. words.Skip(1)], input);
        if (Clusters.TryGetValue(call.Name, out var letters))
            call = call.Apart(letters.Valued, letters.Attached);
        if (Readers.TryGetValue(call.Name, out var reader))
        {
            reader(call, shell, scope);
            return call.Output;
        }

        if (LookAlikes.FoldCase(call.Name) is var folded && folded != call.Name && Readers.ContainsKey(folded))
        {
            shell.Doubt($"'{call.Name}' looks like {folded} and is not");
            return Read([folded, .. call.Arguments], input, shell, scope);
        }

        if (call.Arguments is ["--version" or "--help" or "-V" or "version"])
            return Mark.Anything;
        shell.Doubt($"'{call.Name}' is no command that is known here");
        Scripts.Carried(call, shell, scope);
        Behind(words, input, shell, scope);
        return Mark.Anything;
    }

    public static bool Knows(string name) => Readers.ContainsKey(name);

    /// <summary>The name without its folder; a folder that is no system folder may hold anything.</summary>
    private static string Bare(string name, ShellReader shell)
    {
        var slash = name.LastIndexOf('/');
        if (slash >= 0)
        {
            var folder = name[..slash];
            if (folder is not ("/bin" or "/usr/bin" or "/sbin" or "/usr/sbin" or "/usr/local/bin" or "/usr/local/sbin"))
                shell.Doubt($"{name} may be anything");
            name = name[(slash + 1)..];
        }

        return name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
    }

    /// <summary>A name with wildcards: whatever it may stand for is judged, and the doubt stays.</summary>
    private static string Pattern(IReadOnlyList<string> words, string? input, ShellReader shell, ShellScope scope)
    {
        shell.Findings.Add(FactNames.CodeHidden, $"the name of the command is a pattern: {Mark.Show(words[0])}");
        var glob = ShellExpansion.Glob(words[0][(words[0].LastIndexOf('/') + 1)..], true, true);
        foreach (var name in Telling.Where(name => glob.IsMatch(name)))
            Trial([name, .. words.Skip(1)], input, shell, scope);
        return Mark.Anything;
    }

    /// <summary>Behind a command that is not known may stand one that is.</summary>
    public static void Behind(IReadOnlyList<string> words, string? input, ShellReader shell, ShellScope scope)
    {
        for (var at = 1; at < words.Count; at++)
        {
            if (Telling.Contains(words[at][(words[at].LastIndexOf('/') + 1)..]))
            {
                Trial([.. words.Skip(at)], input, shell, scope);
                return;
            }
        }
    }

    /// <summary>Judges what may only perhaps run: what is certainly forbidden counts, doubts do not.</summary>
    public static void Trial(IReadOnlyList<string> words, string? input, ShellReader shell, ShellScope scope)
    {
        var found = new Findings();
        shell.Telling(found).Invoke(words, scope.Copy(), input);
        shell.Findings.TakeCertain(found);
    }

    private static IEnumerable<KeyValuePair<string, CommandReader>> All() =>
    [
        .. PlainReading.Readers, .. Printing.Readers, .. Builtins.Readers, .. Wrappers.Readers, .. Scripts.Readers, .. FileChanges.Readers,
        .. SystemChanges.Readers, .. Safeguards.Readers, .. Network.Readers, .. DatabaseClients.Readers, .. Stores.Readers, .. Development.Readers,
        .. DockerReader.Readers, .. Kubernetes.Readers, KeyValuePair.Create<string, CommandReader>("git", GitReader.Read),
    ];

    /// <summary>One reader for several names.</summary>
    public static IEnumerable<KeyValuePair<string, CommandReader>> For(CommandReader reader, string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => KeyValuePair.Create(name, reader));
}
