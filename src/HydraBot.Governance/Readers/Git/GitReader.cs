using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Git;

/// <summary><c>git</c>: what is read, what changes, and what rewrites or removes what was published.</summary>
internal static class GitReader
{
    private static readonly string[] GlobalValues = ["-C", "-c", "--git-dir", "--work-tree", "--namespace", "--super-prefix", "--config-env", "--attr-source", "--shallow-file"];

    private static readonly string[] Globals =
    [
        "-p", "--paginate", "-P", "--no-pager", "--no-replace-objects", "--no-lazy-fetch", "--no-optional-locks", "--no-advice", "--bare", "--literal-pathspecs", "--glob-pathspecs", "--noglob-pathspecs", "--icase-pathspecs",
    ];

    public static void Read(Invocation call, ShellReader shell, ShellScope scope)
    {
        var inside = scope.Copy();
        var aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        string? strange = null;
        while (at < call.Arguments.Count && call.Arguments[at].StartsWith('-'))
        {
            var option = call.Arguments[at];
            var value = at + 1 < call.Arguments.Count ? call.Arguments[at + 1] : "";
            if (option is "--version" or "-v" or "--help" or "-h" or "--html-path" or "--man-path" or "--info-path" or "--exec-path")
                return;
            if (option == "-C")
                inside.Directory = shell.Paths.Full(value, inside.Directory);
            else if (option == "-c" || (option.StartsWith("-c", StringComparison.Ordinal) && option[2..].Contains('=')))
                Setting(option == "-c" ? value : option[2..], aliases, shell, inside);
            else if (option.StartsWith("--exec-path=", StringComparison.Ordinal) || option.StartsWith("--config-env", StringComparison.Ordinal))
                shell.Doubt("git takes its programs or settings from elsewhere");
            else if (!GlobalValues.Contains(option.Split('=')[0]) && !Globals.Contains(option) && !option.StartsWith("--list-cmds=", StringComparison.Ordinal))
                strange = option;
            at += GlobalValues.Contains(option) ? 2 : 1;
        }

        if (at >= call.Arguments.Count)
            return;
        if (strange is not null)
            shell.Doubt($"{Mark.Show(strange)} is no option of git that is known");
        var verb = call.Arguments[at];
        var rest = new Invocation(verb, [.. call.Arguments.Skip(at + 1)], call.Input);
        // An alias does not come before a command of that name, which is judged below.
        if (aliases.TryGetValue(verb, out var alias))
            Alias(alias, string.Join(' ', call.Arguments.Take(at).Select(ShellReader.Quote)), rest, shell, inside);

        if (Mark.IsOpen(verb))
        {
            shell.Doubt($"which command of git is given is not known: {call.Line}");
            foreach (var argument in rest.Arguments.Where(argument => argument.StartsWith("--force", StringComparison.Ordinal) || argument == "--mirror"))
                shell.Findings.Add(FactNames.ForcePush, $"gives git {argument}");
        }

        Verb(verb, rest, call, shell, inside);
    }

    private static void Setting(string setting, Dictionary<string, string> aliases, ShellReader shell, ShellScope scope)
    {
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = equals < 0 ? (setting, "true") : (setting[..equals], setting[(equals + 1)..]);
        if (key.StartsWith("alias.", StringComparison.OrdinalIgnoreCase))
            aliases[key[6..]] = value;
        GitConfig.Judge(key, value, shell, scope, lasting: false);
    }

    /// <summary>An alias may name another one that is set with it.</summary>
    private static void Alias(string alias, string settings, Invocation rest, ShellReader shell, ShellScope scope)
    {
        var tail = string.Join(' ', rest.Arguments.Select(ShellReader.Quote));
        shell.Read(alias.StartsWith('!') ? $"{alias[1..]} {tail}" : $"git {settings} {alias} {tail}", scope, rest.Input);
    }

    private static void Verb(string verb, Invocation rest, Invocation call, ShellReader shell, ShellScope scope)
    {
        Carried(rest, shell, scope);
        switch (verb)
        {
            case "push" or "send-pack" or "http-push":
                GitPush.Judge(rest, shell, scope);
                return;
            case "config":
                GitConfig.Command(rest, shell, scope);
                return;
            case "filter-branch" or "filter-repo" or "replace" or "fast-import" or "update-ref" or "prune-packed" or "obliterate":
                if (verb == "replace" && rest.Arguments is [] or ["-l" or "--list", ..])
                    return;
                shell.Findings.Add(FactNames.RewriteHistory, $"rewrites history: {call.Line}");
                return;
            case "prune" when !rest.HasShort('n') && !rest.Has("--dry-run"):
                shell.Findings.Add(FactNames.RewriteHistory, $"destroys what would bring commits back: {call.Line}");
                return;
            case "reflog" when rest.First is "expire" or "delete" or "drop":
                shell.Findings.Add(FactNames.RewriteHistory, $"destroys what would bring commits back: {call.Line}");
                return;
            case "gc" when rest.Arguments.Any(argument => argument.StartsWith("--p", StringComparison.Ordinal) && argument is not "--prune=never"):
                shell.Findings.Add(FactNames.RewriteHistory, $"destroys what would bring commits back: {call.Line}");
                return;
            case "rebase" or "commit" or "pull":
                Commits(verb, rest, call, shell);
                return;
            case "submodule" when rest.Plain().FirstOrDefault() == "foreach":
                shell.Read(string.Join(' ', rest.Arguments.SkipWhile(argument => argument != "foreach").Skip(1).SkipWhile(argument => argument.StartsWith('-'))), scope.Copy());
                shell.Findings.Add(FactNames.GitChange, call.Line);
                return;
            case "bisect" when rest.First == "run":
                shell.Invoke([.. rest.Arguments.Skip(1)], scope.Copy(), null);
                shell.Findings.Add(FactNames.GitChange, call.Line);
                return;
            case "credential" or "credential-store" or "credential-cache":
                shell.Findings.Add(FactNames.SecretRead, $"reads credentials: {call.Line}");
                return;
            case "remote" when rest.First == "add" && rest.Arguments.Any(argument => argument.StartsWith("--mi", StringComparison.Ordinal) && argument != "--mirror=fetch"):
                shell.Findings.Add(FactNames.ForcePush, $"sets up a mirror that overwrites: {call.Line}");
                return;
        }

        if (GitReading.Reads(verb, rest))
        {
            GitReading.Judge(verb, rest, shell, scope);
            return;
        }

        Files(verb, rest, shell, scope);
        shell.Findings.Add(GitReading.Known(verb) ? FactNames.GitChange : FactNames.Unclear, $"{(GitReading.Known(verb) ? "changes the repository" : "git does not know this command by itself")}: {call.Line}");
    }

    /// <summary>Programs that options and addresses name, wherever git starts them (git-remote-ext(1)).</summary>
    public static void Carried(Invocation rest, ShellReader shell, ShellScope scope)
    {
        for (var at = 0; at < rest.Arguments.Count; at++)
        {
            var argument = rest.Arguments[at];
            if (argument.IndexOf("ext::", StringComparison.Ordinal) is >= 0 and var address)
                Scripts.Certain(argument[(address + 5)..], shell, scope);
            var parts = argument.Split('=', 2);
            var next = rest.Arguments.Skip(at + 1).Take(1);
            if (parts[0].Length > 2 && Starting.Any(option => option.StartsWith(parts[0], StringComparison.Ordinal)))
                Run(parts.Skip(1).Concat(next));
            else if (rest.Name == "rebase" && argument is ['-', not '-', ..] && argument.Split('x', 2) is [_, var attached])
                Run(attached.Length > 0 ? [attached] : next);
        }

        void Run(IEnumerable<string> commands)
        {
            var command = string.Concat(commands.Take(1));
            if (rest.Name == "rebase")
                shell.Read(command, scope.Copy());
            else
                Scripts.Certain(command, shell, scope);
        }
    }

    /// <summary>Options whose value is a program.</summary>
    private static readonly string[] Starting = ["--upload-pack", "--receive-pack", "--exec"];

    private static void Commits(string verb, Invocation rest, Invocation call, ShellReader shell)
    {
        var rewrites = verb == "rebase" && !rest.Has("--abort", "--show-current-patch") || (verb == "commit" && rest.Arguments.Any(argument => argument.StartsWith("--am", StringComparison.Ordinal)))
            || (verb == "pull" && rest.Arguments.Any(argument => argument is "--force" or "-f"));
        shell.Findings.Add(FactNames.GitChange, $"{(rewrites ? "rewrites local commits" : "changes the repository")}: {call.Line}", rewrites ? GitPush.Rewritten : null);
    }

    /// <summary>The folder or file that a command makes where it is told to.</summary>
    private static string? Made(string verb, string[] words) => (verb, words) switch
    {
        ("init", _) => words.ElementAtOrDefault(0),
        ("clone", _) or ("worktree", ["add", ..]) or ("bundle", ["create", ..]) => words.ElementAtOrDefault(1),
        ("worktree", ["move", ..]) => words.ElementAtOrDefault(2),
        _ => null,
    };

    /// <summary>Files that git overwrites or deletes are protected like any others.</summary>
    private static void Files(string verb, Invocation rest, ShellReader shell, ShellScope scope)
    {
        if (verb is not ("checkout" or "restore" or "rm" or "mv" or "clean" or "stash" or "apply" or "init" or "clone" or "worktree" or "format-patch" or "archive" or "bundle" or "difftool" or "mergetool"))
            return;
        var found = new Findings();
        foreach (var argument in rest.Plain("-b", "-B", "-m", "-s", "--source", "--prefix", "--format").Where(argument => !argument.Contains("://", StringComparison.Ordinal)))
            shell.Paths.Judge(found, argument, verb is "rm" or "clean" or "mv" ? PathUse.Delete : PathUse.Write, scope.Directory);
        if (rest.ValueOf("-o", "--output", "--output-directory") is { Length: > 0 } output)
            shell.Paths.Judge(shell.Findings, output, PathUse.Write, scope.Directory);
        foreach (var fact in found.Facts.Where(fact => fact.Name is FactNames.LawWrite or FactNames.AuditWrite or FactNames.PathProtected))
            shell.Findings.Add(fact.Name, fact.Detail, fact.Subject);
        if (Made(verb, [.. rest.Plain("-b", "-B", "-o", "-c", "--template", "--reference", "--depth", "--branch", "--origin")]) is { } folder)
        {
            var made = new Findings();
            shell.Paths.Judge(made, folder, PathUse.Write, scope.Directory);
            foreach (var fact in made.Facts.Where(fact => fact.Name == FactNames.PathOutside))
                shell.Findings.Add(fact.Name, fact.Detail);
        }

        if (rest.ValueOf("-x", "--extcmd", "-u", "--template", "-c") is { Length: > 0 } command)
            Scripts.Certain(command, shell, scope);
    }
}
