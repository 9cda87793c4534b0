using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>What keeps others out: firewalls, mandatory access control, permissions, and settings that switch authentication off.</summary>
internal static partial class Safeguards
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Firewall, "iptables ip6tables nft ufw firewall-cmd ebtables ipset iptables-restore ip6tables-restore pfctl"),
        .. CommandTable.For(AccessControl, "setenforce semanage semodule setsebool aa-disable aa-complain aa-teardown aa-enforce apparmor_parser auditctl augenrules fail2ban-client cscli spctl csrutil setcap "
            + "restorecon chcon pam-auth-update authconfig authselect"),
        .. CommandTable.For(Mode, "chmod"), .. CommandTable.For(Owner, "chown chgrp"), .. CommandTable.For(Lists, "setfacl chattr"),
        .. CommandTable.For((_, _, _) => { }, "getfacl lsattr getcap"),
    ];

    /// <summary>Text that is put into a file: a line of it may switch a safeguard off.</summary>
    public static void Written(string text, string file, ShellReader shell) => Written(text, file, shell.Findings);

    public static void Written(string text, string file, Findings findings)
    {
        if (TurnsOff().Match(text) is { Success: true } match)
            findings.Add(FactNames.SecurityDisable, $"writes '{match.Value.Trim()}' into {Mark.Show(file)}");
    }

    /// <summary>What an editing program puts into files.</summary>
    public static void Edited(string script, IReadOnlyList<string> files, ShellReader shell)
    {
        var put = Replacement().Matches(script).Select(match => match.Groups["with"].Value);
        Written(string.Join('\n', put.Append(script)).Replace("\\", "", StringComparison.Ordinal), string.Join(' ', files), shell);
        if (files.Any(file => file.Contains("sshd_config", StringComparison.Ordinal) || file.Contains("pg_hba", StringComparison.Ordinal) || file.Contains("sudoers", StringComparison.Ordinal)))
            shell.Findings.Add(FactNames.SecurityDisable, $"changes who may enter: {Mark.Show(string.Join(' ', files))}");
    }

    private static void Firewall(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = string.Join(' ', call.Arguments);
        if (Lists().IsMatch(words) && !words.AsSpan().ContainsAny(";\n{") && !call.Has("-P") && !Opens().IsMatch(words))
            return;
        var opens = Opens().IsMatch(words) || call.Name.EndsWith("-restore", StringComparison.Ordinal);
        shell.Findings.Add(opens ? FactNames.SecurityDisable : FactNames.SystemChange, $"{(opens ? "opens" : "changes")} the firewall: {call.Line}");
    }

    private static void AccessControl(Invocation call, ShellReader shell, ShellScope scope)
    {
        var words = string.Join(' ', call.Arguments);
        if (call.Name is "semanage" && call.Has("-l", "--list") || call.Name == "fail2ban-client" && call.First is "status" or "ping" or "version" or "get"
            || call.Name == "auditctl" && call.Arguments is ["-l" or "-s"] || call.Name is "cscli" && call.Arguments.Contains("list") && !call.Arguments.Any(argument => argument is "add" or "delete" or "remove"))
            return;
        var stronger = call.Name is "aa-enforce" or "restorecon" || (call.Name == "setenforce" && words is "1" or "Enforcing" or "enforcing") || (call.Name == "fail2ban-client" && words.Contains("banip", StringComparison.Ordinal) && !words.Contains("unban", StringComparison.Ordinal));
        shell.Findings.Add(stronger ? FactNames.SystemChange : FactNames.SecurityDisable, $"changes a safeguard of the machine: {call.Line}");
    }

    private static void Mode(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        string?[] plain = [.. call.Arguments.Where(argument => !argument.StartsWith('-') || ModeWord().IsMatch(argument))];
        // With --reference there is no mode: what the other file allows is not seen.
        if (call.Has("--reference"))
        {
            shell.Doubt("changes permissions to something that is not known");
            plain = [null, .. plain];
        }

        var mode = string.Concat(plain.Take(1));
        if (Mark.IsUnknown(mode))
            shell.Doubt("changes permissions to something that is not known");
        if (OpenMode().IsMatch(mode))
            shell.Findings.Add(FactNames.SecurityOpen, $"opens to everybody: {call.Line}");
        else if (SetId().IsMatch(mode))
            shell.Findings.Add(FactNames.SecurityDisable, $"lets a program run with its owner's rights: {call.Line}");
        foreach (var path in plain.Skip(1).OfType<string>())
            shell.Paths.Judge(shell.Findings, path, PathUse.Write, scope.Directory);
        // Rights on secrets are given away by opening them for a group as well.
        foreach (var path in plain.Skip(1).OfType<string>().Where(path => SecretFiles.Is(PathText.Folded(PathText.Components(PathText.Absolute(path, scope.Directory, shell.Places.Home) ?? path)))))
        {
            if (mode is not ("600" or "0600" or "400" or "0400" or "go-rwx" or "go=" or "u=rw,go=" or "700"))
                shell.Findings.Add(FactNames.SecurityOpen, $"changes who may read {Mark.Show(path)}");
        }
    }

    private static void Owner(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        foreach (var path in call.Plain("--reference", "--from").Skip(call.Has("--reference") ? 0 : 1))
            shell.Paths.Judge(shell.Findings, path, PathUse.Write, scope.Directory);
        shell.Findings.Add(FactNames.SystemChange, $"changes an owner: {call.Line}");
    }

    private static void Lists(Invocation call, ShellReader shell, ShellScope scope)
    {
        foreach (var path in call.Plain("-m", "-x", "-M").Where(path => path[0] is not ('+' or '=' or '-')))
            shell.Paths.Judge(shell.Findings, path, PathUse.Write, scope.Directory);
        shell.Findings.Add(call.Arguments.Any(argument => OpenList().IsMatch(argument)) || (call.Name == "chattr" && call.Arguments.Any(argument => argument is ['-', not '-', ..] && argument.AsSpan(1).IndexOfAny("ia") >= 0))
            ? FactNames.SecurityOpen : FactNames.SystemChange, $"changes permissions: {call.Line}");
    }

    [GeneratedRegex(@"^(?:-L|-S|-nL|-nvL|-vnL|-L\b.*|-S\b.*|list.*|status.*|show.*|-n -L.*|-t \w+ -L.*|-t \w+ -S.*|--list.*|--get.*|--state|--query.*|version|app list)$")]
    private static partial Regex Lists();

    [GeneratedRegex(@"(^|[\s;])(-F|-X|--flush|-D|--delete|(?:-P|--policy)\s+\w+\s+ACCEPT|flush|destroy|delete|disable|reset|reload|default\s+allow|--panic-off|--remove|--set-default-zone=trusted|-A\s+\w+\s+-j\s+ACCEPT|-I\s+\w+\s+-j\s+ACCEPT|allow\s+(from\s+)?(any|0\.0\.0\.0/0)|stop|-d)([\s;]|$)")]
    private static partial Regex Opens();

    [GeneratedRegex(@"^0*[0-7]{0,3}[2367]$|(?:^|,)[ugoa]*[oa][ugoa]*(?:[-+=][rwxXst]*)*[+=](?:[rwxXst]*w|[ug])")]
    private static partial Regex OpenMode();

    [GeneratedRegex(@"^0*[2-7][0-7]{3}$|(?:^|,)[ugoa]*(?:[-+=][rwxXst]*)*[+=][rwxXt]*s")]
    private static partial Regex SetId();

    [GeneratedRegex(@"(?:^|[,:=\s])o(?:ther)?::?r?w")]
    private static partial Regex OpenList();

    [GeneratedRegex("^-[rwxXst]+$")]
    private static partial Regex ModeWord();

    [GeneratedRegex(@"s(?<d>[^\w\s\\])(?:(?!\k<d>).|\\.)*\k<d>(?<with>(?:(?!\k<d>).|\\.)*)\k<d>")]
    private static partial Regex Replacement();

    [GeneratedRegex("""
        ^[ \t"'+-]*(?:[\w.:-]*(?:auth(?:entication|orization|_?enabled|_?required)?|security(?:\.enabled)?|xpack\.security\.enabled|require_?(?:auth|login|pass)|mfa|2fa|totp|csrf|tls_?verify|ssl_?verify|sslverify|strict-ssl|verify_?ssl|verify_?tls|verify_?cert\w*|reject_?unauthorized|firewall|apparmor|audit(?:ing|_?log)?))["']?[ \t]*[:=][ \t]*["']?(?:false|off|no|0|none|disabled|disable)\b
        |^[ \t"']*(?:PermitRootLogin|PermitEmptyPasswords|PasswordAuthentication|PermitUserEnvironment)[ \t]+yes
        |^[ \t]*(?:PubkeyAuthentication|UsePAM|StrictModes|StrictHostKeyChecking)[ \t=]+no\b
        |\bNOPASSWD:|^[ \t]*SELINUX=(?:disabled|permissive)|\bskip-grant-tables\b|^[ \t]*protected-mode[ \t]+no|\bInsecureSkipVerify["']?\s*[:=]\s*true|\ballow_anonymous["']?\s*[:= ]\s*true
        |\bverify\s*=\s*False\b|\brejectUnauthorized["']?\s*:\s*false|^[ \t]*(?:host|hostssl|hostnossl|local)\s+\S+\s+\S+\s+(?:\S+\s+)?trust\b
        |["']?(?:AllowAnonymous|DisableAuth\w*|NoAuth|no_auth|disable_auth\w*|auth_disabled|insecure_skip_verify)["']?\s*[:=]\s*["']?(?:true|yes|on|1)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex TurnsOff();
}
