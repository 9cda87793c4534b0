using HydraBot.Governance.Readers.Commands;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Git;

/// <summary>Settings of git (git-config(1)): some protect, some run programs.</summary>
internal static class GitConfig
{
    private static readonly string[] WithValue = ["-f", "--file", "--blob", "--type", "--default", "--value", "--comment"];

    public static void Command(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = call.Plain(WithValue).ToArray();
        var verb = words.FirstOrDefault();
        var file = call.ValueOf("-f", "--file");
        if (file is not null)
            shell.Paths.Judge(shell.Findings, file, PathUse.Read, scope.Directory);
        // The value of an option tells git nothing: --comment --list is a comment.
        var told = call with { Arguments = [.. call.Arguments.Where((_, at) => at == 0 || !WithValue.Contains(call.Arguments[at - 1]))] };
        if (told.Has("--get", "--get-all", "--get-regexp", "--list", "-l", "--get-urlmatch", "--name-only") || verb is "get" or "list" || (words.Length == 1 && verb is not "edit" && !Mark.IsOpen(words[0]) && !told.HasShort('e') && !Says(told, "unset-all", "remove-section", "rename-section", "replace-all", "add", "edit")))
            return;
        if (file is not null)
            shell.Paths.Judge(shell.Findings, file, PathUse.Write, scope.Directory);
        var section = verb is "rename-section" or "remove-section" || Says(told, "remove-section", "rename-section");
        if (verb is "set" or "unset" or "rename-section" or "remove-section" or "edit")
            words = words[1..];
        shell.Findings.Add(FactNames.GitChange, $"changes settings of git: git {call.Line}");
        if (section && words.FirstOrDefault()?.ToLowerInvariant() is "receive" or "transfer" or "core")
            shell.Findings.Add(FactNames.Unprotect, $"takes the settings that protect a repository away: git {call.Line}");
        else if (Says(told, "unset-all") || verb is "unset")
        {
            foreach (var key in words.Take(1))
                Judge(key, "false", shell, scope);
        }
        else if (words.Length > 1)
            Judge(words[0], words[1], shell, scope);
        else
            shell.Doubt("changes settings of git that are not seen");
    }

    /// <summary>True for one of these options, written out or cut short.</summary>
    private static bool Says(Invocation call, params string[] options) =>
        call.Arguments.Any(argument => argument.Length > 2 && argument.StartsWith("--", StringComparison.Ordinal) && options.Any(option => option.StartsWith(argument[2..], StringComparison.Ordinal)));

    /// <summary>Says what a setting means.</summary>
    public static void Judge(string key, string value, ShellReader shell, ShellScope scope, bool lasting = true)
    {
        var name = key.ToLowerInvariant();
        var on = value.ToLowerInvariant() is "true" or "yes" or "on" or "1" or "refuse" or "updateinstead";
        var off = value.ToLowerInvariant() is "false" or "no" or "off" or "0" or "" or "ignore" or "warn";
        if (name.StartsWith("alias.", StringComparison.Ordinal))
        {
            if (lasting)
                Scripts.Certain(value.StartsWith('!') ? value[1..] : $"git {value}", shell, scope);
            shell.Doubt($"{key} gives a command another name");
        }
        else if (name is "receive.denynonfastforwards" or "receive.denydeletes" or "receive.denycurrentbranch" or "receive.denydeletecurrent" or "receive.fsckobjects" or "transfer.fsckobjects" && !on)
            shell.Findings.Add(FactNames.Unprotect, $"lifts the protection {key}");
        else if (name is "core.hookspath")
            shell.Findings.Add(FactNames.Unprotect, $"replaces the hooks that protect a repository: {key}={Mark.Show(value)}");
        else if (name.EndsWith("sslverify", StringComparison.Ordinal) && off)
            shell.Findings.Add(lasting ? FactNames.SecurityDisable : FactNames.Unclear, "switches off the check of certificates");
        else if (name.EndsWith(".mirror", StringComparison.Ordinal) && !off || (name.EndsWith(".push", StringComparison.Ordinal) && value.StartsWith('+')))
            shell.Findings.Add(FactNames.ForcePush, $"makes later pushes overwrite: {key}={Mark.Show(value)}");
        else if (name.EndsWith(".push", StringComparison.Ordinal) && value.StartsWith(':') && value.Length > 1)
            shell.Findings.Add(FactNames.RemoteDelete, $"makes later pushes delete: {key}={Mark.Show(value)}");
        else if (name.StartsWith("gc.", StringComparison.Ordinal) && (name.Contains("expire", StringComparison.Ordinal) || name.Contains("prune", StringComparison.Ordinal)) && value is "now" or "all" or "0")
            shell.Findings.Add(FactNames.RewriteHistory, $"lets commits be destroyed at once: {key}={Mark.Show(value)}");
        else if (name is "commit.gpgsign" or "tag.gpgsign" or "gpg.program" && off)
            shell.Doubt($"no longer signs: {key}");
        else if (Runs(name))
        {
            shell.Doubt($"{key} names a program that git starts");
            Scripts.Certain(value.TrimStart('!'), shell, scope);
        }
        else if (Mark.IsUnknown(key) || Mark.IsUnknown(value))
            shell.Doubt("a setting of git is not known");
        else if (!lasting && name is not ("user.name" or "user.email" or "color.ui" or "core.quotepath" or "log.showsignature" or "diff.renames" or "advice.detachedhead" or "core.autocrlf" or "init.defaultbranch"))
            shell.Doubt($"runs git with the setting {key}={Mark.Show(value)}");
    }

    private static bool Runs(string name) =>
        name is "core.editor" or "core.pager" or "core.fsmonitor" or "core.askpass" or "core.gitproxy" or "sequence.editor" or "diff.external" or "credential.helper" or "init.templatedir"
            or "web.browser" or "uploadpack.packobjectshook" or "sendemail.smtpserver" or "include.path" or "core.attributesfile" or "interactive.difffilter" or "imap.tunnel"
        || name.StartsWith("pager.", StringComparison.Ordinal) || name.StartsWith("includeif.", StringComparison.Ordinal) || name.EndsWith(".clean", StringComparison.Ordinal) || name.EndsWith(".smudge", StringComparison.Ordinal)
        || name.EndsWith(".process", StringComparison.Ordinal) || name.EndsWith(".textconv", StringComparison.Ordinal) || name.EndsWith("cmd", StringComparison.Ordinal) || name.EndsWith("command", StringComparison.Ordinal)
        || name.EndsWith(".program", StringComparison.Ordinal) || name.EndsWith(".uploadpack", StringComparison.Ordinal) || name.EndsWith(".receivepack", StringComparison.Ordinal)
        || name.EndsWith(".helper", StringComparison.Ordinal) || name.EndsWith(".driver", StringComparison.Ordinal) || name.EndsWith(".vcs", StringComparison.Ordinal) || (name.StartsWith("url.", StringComparison.Ordinal) && name.Contains("insteadof", StringComparison.Ordinal));
}
