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

    private static readonly FrozenSet<string> Changing = new[]
    {
        "add", "commit", "merge", "pull", "fetch", "clone", "init", "checkout", "switch", "restore", "mv", "rm", "stash", "cherry-pick", "revert", "tag", "branch", "am", "apply", "format-patch", "reset", "rebase", "clean", "remote", "submodule",
        "worktree", "notes", "bisect", "gc", "repack", "prune", "symbolic-ref", "sparse-checkout", "rerere", "maintenance", "lfs", "archive", "bundle", "svn", "subtree", "config", "reflog", "difftool", "mergetool", "gui", "citool", "hook",
        "update-index", "read-tree", "write-tree", "commit-tree", "hash-object", "mktag", "mktree", "pack-refs", "unpack-objects", "index-pack", "fetch-pack", "daemon", "instaweb", "request-pull", "send-email", "update-server-info", "flow",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool Known(string verb) => Changing.Contains(verb) || Always.Contains(verb);

    public static bool Reads(string verb, Invocation call)
    {
        if (Always.Contains(verb))
            return true;
        var words = call.Plain("--contains", "--merged", "--no-merged", "--points-at", "--sort", "--format", "-n").ToArray();
        var first = words.FirstOrDefault();
        return verb switch
        {
            "branch" => (words.Length == 0 && !call.Has("--edit-description", "--unset-upstream") && !Changes(call, "dDmMcCfut")) || (call.Has("-l", "--list", "-a", "-r", "-v", "-vv", "--show-current", "--contains", "--merged") && !Changes(call, "dDmMcCfu") && !call.Has("--delete", "--force", "--move", "--copy")),
            "tag" => words.Length == 0 && !Changes(call, "dfasmF") || (call.Has("-l", "--list", "-n", "--contains", "--points-at") && !call.HasShort('d') && !call.Has("--delete", "--force")),
            "remote" => first is null or "show" or "get-url",
            "stash" => first is "list" or "show",
            "reflog" => first is null or "show" or "exists" || !call.Arguments.Any(argument => argument is "expire" or "delete" or "drop"),
            "worktree" or "bundle" or "sparse-checkout" => first is "list" or "verify" or "list-heads",
            "submodule" => first is null or "status" or "summary",
            "notes" => first is null or "list" or "show",
            "bisect" => first is "log" or "view" or "visualize",
            "rerere" => first is "status" or "diff" or "remaining",
            "lfs" => first is "ls-files" or "status" or "env" or "version",
            "symbolic-ref" => words.Length == 1 && !call.Has("-d", "--delete"),
            "hash-object" => !call.HasShort('w'),
            "gc" or "prune" or "apply" or "clean" when call.HasShort('e') || call.Has("--exclude", "--apply", "--no-dry-run") => false,
            "gc" or "prune" or "apply" or "clean" => call.HasShort('n') && !call.HasShort('f') || call.Has("--dry-run", "--stat", "--check", "--numstat", "--summary"),
            _ => false,
        };
    }

    public static void Judge(string verb, Invocation call, ShellReader shell, ShellScope scope)
    {
        if (Options.FirstOf(call, verb == "grep" ? "O" : "", "output", "open-files-in-pager", "ext-diff", "upload-pack", "exec", "lost-found", "textconv") is { } danger)
        {
            shell.Doubt($"git {verb} {Mark.Show(danger)} writes or runs something");
            if (call.ValueOf("--output") is { Length: > 0 } file)
                shell.Paths.Judge(shell.Findings, file, PathUse.Overwrite, scope.Directory);
            if (danger.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                Scripts.Certain(danger[(at + 1)..], shell, scope);
            if (danger.StartsWith("-O", StringComparison.Ordinal) && verb == "grep")
                Scripts.Certain(danger[2..], shell, scope);
        }

        if (verb is "ls-remote")
            shell.Findings.Add(FactNames.NetworkUse, $"git {call.Line}");
        if (verb is "status" or "branch" or "tag" or "remote" or "rev-parse" or "ls-files" or "ls-tree" or "grep")
            return;
        var found = new Findings();
        foreach (var argument in call.Plain("-n", "--grep", "--author", "--since", "--until", "-S", "-G", "--format", "--pretty"))
            shell.Paths.Judge(found, argument[(argument.LastIndexOf(':') + 1)..], PathUse.Read, scope.Directory);
        foreach (var fact in found.Facts.Where(fact => fact.Name == FactNames.SecretRead))
            shell.Findings.Add(fact.Name, fact.Detail);
    }

    private static bool Changes(Invocation call, string letters) => letters.Any(letter => call.HasShort(letter));
}
