using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Package managers, builders, and the command lines of code hosts: what they read is read, the rest is asked.</summary>
internal static partial class Development
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Packages, "apt apt-get aptitude dpkg dnf yum rpm zypper pacman apk brew snap flatpak pip pip3 pipx uv conda gem cargo go npm npx pnpm yarn dotnet nuget composer mvn gradle poetry"),
        .. CommandTable.For(Search, "apt-cache dpkg-query apt-mark npm-view"),
        .. CommandTable.For(Hub, "gh glab hub tea"), .. CommandTable.For(House, "HydraBot hydrabot"),
        .. CommandTable.For(Build, "make gmake ninja cmake just task rake tox pytest jest mocha vitest tsc eslint prettier black ruff mypy gcc g++ clang rustc javac msbuild pre-commit"),
    ];

    private static void Packages(Invocation call, ShellReader shell, ShellScope scope)
    {
        string[] withValue = call.Name switch
        {
            "apt" or "apt-get" or "aptitude" => ["-o", "-c", "-t"],
            "dnf" or "yum" => ["-c", "-d", "-e", "-x", "-R"],
            "conda" => ["-n", "-p"],
            _ => ["-C", "--prefix", "--filter"],
        };
        var words = call.Plain(withValue).ToArray();
        var verb = string.Concat(words.Take(1));
        // Builders run the project's own code before they do anything else, and some are told what to do by options alone.
        var changes = !call.IsVerb(verb, withValue, Alone()) || call.Name is "gradle" or "mvn" or "dpkg" or "rpm" or "pacman" || (call.Name == "cargo" && verb == "check") || (verb is "audit" && call.Arguments.Any(argument => argument is "fix" || argument.StartsWith("--fix", StringComparison.Ordinal))) || (verb is "version" && (words.Length > 1 || call.Name is "yarn" or "poetry" or "uv" && call.Arguments.Count > 1))
            || (verb is "env" && words.ElementAtOrDefault(1) is not (null or "list" or "ls" or "info" or "export") && call.Name != "go");
        if (call.Arguments is ["--version" or "-V" or "-v" or "--help" or "-h" or "--info" or "--list-sdks" or "--list-runtimes"]
            || (Reads().IsMatch(verb) && !changes && !(call.Name == "go" && call.Arguments.Any(argument => GoChanges().IsMatch($"{verb} {argument}"))) && !(call.Name == "dotnet" && verb == "list" && call.HasUnknown))
            || (call.Name is "dpkg" && (call.HasShort('l') || call.HasShort('L') || call.HasShort('s') || call.HasShort('S')) && !call.HasShort('i'))
            || (call.Name == "rpm" && call.HasShort('q') && !call.Arguments.Any(argument => RunsMacros().IsMatch(argument))) || (call.Name == "pacman" && call.First?.StartsWith("-Q", StringComparison.Ordinal) == true))
            return;
        if (Removes().IsMatch(verb) && words.Skip(1).Any(word => Guards().IsMatch(word)))
            shell.Findings.Add(FactNames.SecurityDisable, $"removes a safeguard: {call.Line}");
        if (words.Contains("set") && TrustsAll().IsMatch(call.Line))
            shell.Findings.Add(FactNames.SecurityDisable, "switches off the check of certificates for good");
        if (call.Name is "npx" or "pnpm" or "npm" or "uv" or "yarn" or "poetry" or "pipx")
        {
            Scripts.Carried(call, shell, scope);
            if (call.Arguments.SkipWhile(argument => argument is "exec" or "run" or "dlx" or "x" or "--" or "--yes" or "-y").ToArray() is { Length: > 0 } started && CommandTable.Knows(started[0]))
                CommandTable.Trial(started, call.Input, shell, scope);
        }

        if (call.Name == "dotnet" && words.Any(SystemChanges.NamesTheHouse) && words.Contains("run"))
            House(call with { Arguments = [.. call.Arguments.SkipWhile(argument => argument != "--").Skip(1)] }, shell, scope);
        shell.Findings.Add(FactNames.SystemChange, $"changes packages or runs their code: {call.Line}");
    }

    private static void Search(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "apt-mark" && call.Plain().FirstOrDefault()?.StartsWith("show", StringComparison.Ordinal) != true)
            shell.Findings.Add(FactNames.SystemChange, call.Line);
    }

    private static void Build(Invocation call, ShellReader shell, ShellScope scope)
    {
        shell.Findings.Add(FactNames.SystemChange, $"builds or runs what is not seen: {call.Line}");
        foreach (var argument in call.Arguments.Where(argument => argument.StartsWith("SHELL=", StringComparison.Ordinal) || argument.StartsWith("--eval=", StringComparison.Ordinal)))
            Scripts.Certain(argument[(argument.IndexOf('=', StringComparison.Ordinal) + 1)..].Replace("$(shell", "$(", StringComparison.Ordinal), shell, scope);
    }

    private static void Hub(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = call.Plain("-R", "--repo", "-X", "--method", "-f", "-F", "-H", "--json", "-q", "--jq", "-L", "--limit", "-t", "-b", "--body", "--title", "-m").ToArray();
        var line = string.Join(' ', words);
        // People write letters and their values in one word, as in -XDELETE and -iffield=value.
        var apart = call.Apart("XfFHqtpR", "");
        var sends = apart.Arguments.Any(argument => argument is ['-', 'f' or 'F', ..]) || call.Has("--field", "--raw-field", "--input");
        var method = (apart.ValueOf("-X", "--method") ?? (sends ? null : "GET"))?.ToUpperInvariant();
        if (call.Name == "hub" && call.First == "push")
            Git.GitPush.Judge(new Invocation("push", [.. call.Arguments.Skip(1)], null), shell, scope);
        if (words is ["api", ..])
        {
            if (method == "GET")
            {
                shell.Findings.Add(FactNames.NetworkUse, call.Line);
                return;
            }

            if (call.Line.Contains("mutation", StringComparison.Ordinal) && MutationDeletes().IsMatch(call.Line))
                shell.Findings.Add(FactNames.RemoteDelete, call.Line);
            shell.Findings.Add(line.Contains("protection", StringComparison.Ordinal) || line.Contains("rulesets", StringComparison.Ordinal) ? FactNames.Unprotect
                : method == "DELETE" ? FactNames.RemoteDelete : line.Contains("git/refs", StringComparison.Ordinal) ? FactNames.ForcePush : FactNames.NetworkUse, call.Line);
        }
        else if (words.Length > 1 && words[1] is "delete" && words[0] is "repo" or "release" or "branch" or "ref" or "cache" || line.StartsWith("repo archive", StringComparison.Ordinal))
            shell.Findings.Add(FactNames.RemoteDelete, call.Line);
        else if (words.ElementAtOrDefault(0) == "auth" && (words.ElementAtOrDefault(1) == "token" || call.Has("--show-token") || (words.ElementAtOrDefault(1) == "status" && call.HasShort('t', "h"))))
            shell.Findings.Add(FactNames.SecretRead, call.Line);
        else if (words.ElementAtOrDefault(0) == "repo" && call.Has("--force") && words.ElementAtOrDefault(1) == "sync")
            shell.Findings.Add(FactNames.ForcePush, call.Line);
        else if (words.ElementAtOrDefault(0) == "ruleset" || line.StartsWith("repo edit", StringComparison.Ordinal))
            shell.Findings.Add(words.ElementAtOrDefault(1) is "list" or "view" or "check" ? FactNames.NetworkUse : FactNames.Unprotect, call.Line);
        shell.Findings.Add(FactNames.NetworkUse, call.Line);
    }

    [GeneratedRegex("delete(?:Repository|Ref|Release|Branch|Project)", RegexOptions.IgnoreCase)]
    private static partial Regex MutationDeletes();

    /// <summary>The house's own verbs: those that look, and no others.</summary>
    private static void House(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments is ["doctor"] or ["audit", "verify"] or ["constitution", "check", _] or ["--version"] or ["--help"])
            return;
        shell.Findings.Add(FactNames.LawStop, $"starts a second HydraBot, with settings of its own: {call.Line}");
    }

    [GeneratedRegex("^(list|ls|show|search|info|policy|depends|rdepends|view|outdated|freeze|check|why|explain|doc|tree|metadata|env|version|--version|help|audit|ll|la|query|status|leaves|deps|licenses|root|prefix|bin|whoami|ping|diff)$")]
    private static partial Regex Reads();

    /// <summary>Options of package managers that take no value.</summary>
    [GeneratedRegex("^(?:-[a-zA-Z]|-qq|-yq|--(?:quiet|silent|verbose|offline|global|json|long|all|no-pager|yes|assume-yes|installed|user|local|no-cache|no-interaction|frozen|locked|color|no-color))$")]
    private static partial Regex Alone();

    /// <summary>Options of <c>go env</c> that write, and of <c>go list</c> that build, and so run the tools that they are told, or write what is needed.</summary>
    [GeneratedRegex("^env --?[wu](?:=|$)|^\\w+ --?(?:toolexec|export|compiled|modfile|overlay|mod(?:=mod)?)(?:=|$)")]
    private static partial Regex GoChanges();

    /// <summary>A setting by which any certificate will do.</summary>
    [GeneratedRegex("strict-?ssl.*false", RegexOptions.IgnoreCase)]
    private static partial Regex TrustsAll();

    /// <summary>Options of rpm that run something, or calculate what may.</summary>
    [GeneratedRegex("^(?:-[DE]|--(?:pipe|eval|define|specfile|load|macros|rcfile|undefine|predefine)(?:=.*)?)$")]
    private static partial Regex RunsMacros();

    [GeneratedRegex("^(remove|purge|uninstall|erase|autoremove|del|-R|rm|-e|-P|-r)$")]
    private static partial Regex Removes();

    [GeneratedRegex("ufw|firewalld|fail2ban|apparmor|auditd|selinux|crowdsec|rsyslog|unattended-upgrades|wazuh|clamav|openssl|libpam|sudo$")]
    private static partial Regex Guards();
}
