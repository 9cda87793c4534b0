using System.Collections.Frozen;
using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Git;

/// <summary>Which commands of git only look.</summary>
internal static class GitReading
{
    private static readonly FrozenSet<string> Always = new[]
    {
        "status", "log", "show", "diff", "blame", "annotate", "shortlog", "describe", "rev-parse", "rev-list", "ls-files", "ls-tree", "cat-file", "grep", "name-rev", "merge-base", "show-ref", "for-each-ref", "count-objects", "whatchanged",
        "cherry", "diff-tree", "diff-files", "diff-index", "range-diff", "var", "version", "help", "check-ignore", "check-attr", "check-ref-format", "verify-commit", "verify-tag", "verify-pack", "show-branch", "get-tar-commit-id", "merge-tree",
        "fsck", "patch-id", "stripspace", "column", "ls-remote",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those that change, but for what is told apart before it is asked here.</summary>
    private static readonly FrozenSet<string> Changing = new[]
    {
        "add", "merge", "cherry-pick", "revert", "am", "fetch", "clone", "init", "checkout", "switch", "restore", "mv", "rm", "stash", "tag", "branch", "apply", "format-patch", "reset", "clean", "remote", "submodule",
        "worktree", "notes", "bisect", "gc", "repack", "prune", "symbolic-ref", "sparse-checkout", "rerere", "maintenance", "lfs", "archive", "bundle", "svn", "subtree", "reflog", "difftool", "mergetool", "gui", "citool", "hook",
        "update-index", "read-tree", "write-tree", "commit-tree", "hash-object", "mktag", "mktree", "pack-refs", "unpack-objects", "index-pack", "fetch-pack", "daemon", "instaweb", "request-pull", "send-email", "update-server-info", "flow",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Known(string verb) => Changing.Contains(verb) || Always.Contains(verb);

    public static bool Reads(string verb, Invocation call)
    {
        if (Always.Contains(verb))
            return true;
        var words = call.Plain("--sort", "--format", "--ref").ToArray();
        var first = words.FirstOrDefault();
        return verb switch
        {
            "branch" => !Changes(call, "dDmMcCfut") && Options.FirstOf(call, "", "delete", "force", "move", "copy", "track", "set-upstream-to", "edit-description", "unset-upstream", "create-reflog") is null
                && (words.Length == 0 || call.Has("-l", "--list", "--contains", "--no-contains", "--merged", "--no-merged", "--points-at")),
            "tag" => !Changes(call, "dfasmFu") && Options.FirstOf(call, "", "delete", "force") is null
                && (words.Length == 0 || call.HasShort('n') || call.Has("-l", "--list", "--contains", "--no-contains", "--merged", "--no-merged", "--points-at")),
            "remote" => first is null or "show" or "get-url",
            "stash" => first is "list" or "show",
            "reflog" => !call.Arguments.Any(argument => argument is "expire" or "delete" or "drop"),
            "worktree" or "bundle" or "sparse-checkout" => first is "list" or "verify" or "list-heads",
            "submodule" => first is null or "status" or "summary",
            "notes" => first is null or "list" or "show",
            "bisect" => first is "log" or "view" or "visualize",
            "rerere" => first is "status" or "diff" or "remaining",
            "lfs" => first is "ls-files" or "status" or "env" or "version",
            "symbolic-ref" => words.Length == 1 && Options.FirstOf(call, "d", "delete") is null,
            "hash-object" => !call.HasShort('w'),
            "prune" or "clean" => !call.HasShort('e') && Tries(call, call.HasShort('n') && !call.HasShort('f'), "--dry-run"),
            "apply" => Tries(call, false, "--stat", "--check", "--numstat", "--summary"),
            _ => false,
        };
    }

    public static void Judge(string verb, Invocation call, ShellReader shell, ShellScope scope)
    {
        if (Options.FirstOf(call, verb == "grep" ? "O" : "", "output", "open-files-in-pager", "ext-diff", "upload-pack", "exec", "lost-found", "textconv", "filters") is { } danger)
        {
            shell.Doubt($"git {verb} {Mark.Show(danger)} writes or runs something");
            if (call.ValueOf("--output") is { Length: > 0 } file)
                shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
            if (danger.Split('=', 2) is [_, var given])
                Scripts.Certain(given, shell, scope);
            if (danger is ['-', not '-', ..])
                Scripts.Certain(danger[(danger.IndexOf('O', StringComparison.Ordinal) + 1)..], shell, scope);
        }

        if (verb is "ls-remote")
            shell.Findings.Add(FactNames.NetworkUse, $"git {call.Line}");
        if (verb is "status" or "branch" or "tag" or "remote" or "rev-parse" or "ls-files" or "ls-tree")
            return;
        var found = new Findings();
        foreach (var argument in Shown(verb, call))
            shell.Paths.Judge(found, argument[(argument.LastIndexOf(':') + 1)..], PathUse.Read, scope.Directory);
        if (verb == "grep" && call.Has("--no-index") && call.Plain("-e").Any(folder => shell.Paths.HoldsSecrets(folder, scope.Directory)))
            shell.Findings.Add(FactNames.SecretRead, $"looks through a folder in which secrets lie: git {call.Line}");
        foreach (var fact in found.Facts.Where(fact => fact.Name == FactNames.SecretRead))
            shell.Findings.Add(fact.Name, fact.Detail);
    }

    /// <summary>What it may print something of: files of now and before, also those that options and its input name.</summary>
    private static IEnumerable<string> Shown(string verb, Invocation call)
    {
        // The same letter takes a value of one command and none of another.
        string[] valued = verb == "grep" ? ["-e", "-A", "-B", "-C", "-m"] : ["-n", "-S", "-G", "--grep", "--author", "--since", "--until"];
        var names = call.Plain(valued).Skip(verb == "grep" && !call.HasShort('e') && !call.HasShort('f') ? 1 : 0);
        names = names.Concat(call.Arguments.Where(argument => argument.StartsWith("-L", StringComparison.Ordinal)));
        names = names.Concat(call.Arguments.Where(argument => argument.StartsWith("--contents=", StringComparison.Ordinal)).Select(argument => argument[11..]));
        return verb == "cat-file" && call.Input is { } input ? names.Concat(input.Split('\n', StringSplitOptions.RemoveEmptyEntries)) : names;
    }

    /// <summary>True when it is told to try, and nothing that it is told may take that back: a word, written out or cut short, does so elsewhere.</summary>
    private static bool Tries(Invocation call, bool tries, params string[] trying)
    {
        var told = call.Arguments.TakeWhile(argument => argument != "--").Where(argument => argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return (tries || told.Any(trying.Contains)) && told.All(option => trying.Contains(option) || Harmless.Contains(option));
    }

    private static readonly string[] Harmless = ["--quiet", "--verbose", "--progress", "--force", "--cached", "--index", "--reverse", "--recount", "--3way"];

    private static bool Changes(Invocation call, string letters) => letters.Any(letter => call.HasShort(letter));
}
