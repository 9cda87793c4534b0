using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Git;

/// <summary><c>git push</c> (git-push(1)): options by every spelling, and refspecs.</summary>
internal static class GitPush
{
    /// <summary>Marks a change that rewrote commits before the push.</summary>
    public const string Rewritten = "rewritten";

    private static readonly string[] WithValue = ["-o", "--push-option", "--receive-pack", "--exec", "--repo", "--recurse-submodules"];

    public static void Judge(Invocation call, ShellReader shell, ShellScope scope)
    {
        GitReader.Carried(call, shell, scope);
        var findings = shell.Findings;
        var line = $"git {call.Line}";
        if (OnlyTries(call))
        {
            findings.Add(FactNames.NetworkUse, line);
            return;
        }

        for (var at = 0; at < call.Arguments.Count; at++)
        {
            var argument = call.Arguments[at];
            if (argument == "--")
                break;
            if (argument.StartsWith("--", StringComparison.Ordinal))
                Long(argument, line, shell);
            else if (argument.StartsWith('-'))
                Short(argument, line, findings);
            else if (argument.Length > 0 && (Mark.IsOpen(argument[..1]) || Mark.IsUnknown(argument)))
                shell.Doubt($"a word of the push is not known: {line}");
            if (WithValue.Contains(argument))
                at++;
        }

        foreach (var refspec in call.Plain(WithValue).Skip(call.Has("--repo") ? 0 : 1))
        {
            if (refspec.StartsWith('+'))
                findings.Add(FactNames.ForcePush, $"pushes by force: {line}");
            else if (refspec.StartsWith(':') && refspec.Length > 1)
                findings.Add(FactNames.RemoteDelete, $"deletes a branch elsewhere: {line}");
            if (Mark.IsOpen(refspec))
                shell.Doubt($"what is pushed is not known: {line}");
        }

        // A remote may be named with a plus by mistake or on purpose: as the only word it is a refspec to nobody.
        if (call.Plain(WithValue).FirstOrDefault()?.StartsWith('+') == true)
            findings.Add(FactNames.ForcePush, $"pushes by force: {line}");
        if (findings.Facts.Any(fact => fact.Subject == Rewritten))
            findings.Add(FactNames.RewriteHistory, $"publishes rewritten commits: {line}");
        findings.Add(FactNames.GitChange, $"publishes: {line}");
    }

    /// <summary>True when it is told to try and to change nothing; the value of an option tells it nothing, and a later word takes it back.</summary>
    private static bool OnlyTries(Invocation call)
    {
        var tries = false;
        for (var at = 0; at < call.Arguments.Count && call.Arguments[at] != "--"; at++)
        {
            if (call.Arguments[at].StartsWith("--no-d", StringComparison.Ordinal))
                return false;
            tries |= call.Arguments[at].StartsWith("--dr", StringComparison.Ordinal) || (call with { Arguments = [call.Arguments[at]] }).HasShort('n', "o");
            if (WithValue.Contains(call.Arguments[at]))
                at++;
        }

        return tries;
    }

    /// <summary>A long option, which may be cut short; what it has git start is read where every command's is.</summary>
    private static void Long(string argument, string line, ShellReader shell)
    {
        var name = argument.Split('=', 2)[0];
        bool Means(string option) => option.StartsWith(name, StringComparison.Ordinal);
        if (Means("--force-with-lease") || Means("--force-if-includes"))
            shell.Findings.Add(FactNames.ForcePush, $"pushes by force: {line}");
        else if (Means("--mirror"))
            shell.Findings.Add(FactNames.ForcePush, $"mirrors, which overwrites and deletes elsewhere: {line}");
        else if (Means("--delete") || Means("--prune"))
            shell.Findings.Add(FactNames.RemoteDelete, $"deletes branches elsewhere: {line}");
        else if (Means("--receive-pack") || Means("--exec"))
            shell.Doubt("names a program that runs elsewhere");
        else if (Mark.IsUnknown(argument))
            shell.Doubt($"an option of the push is not known: {line}");
    }

    private static void Short(string argument, string line, Findings findings)
    {
        foreach (var letter in argument.AsSpan(1))
        {
            if (letter == 'o')
                return;
            if (letter == 'f')
                findings.Add(FactNames.ForcePush, $"pushes by force: {line}");
            else if (letter is 'd' or 'D')
                findings.Add(FactNames.RemoteDelete, $"deletes branches elsewhere: {line}");
            else if (Mark.IsOpen(letter.ToString()))
                findings.Add(FactNames.Unclear, $"an option of the push is not known: {line}");
        }
    }
}
