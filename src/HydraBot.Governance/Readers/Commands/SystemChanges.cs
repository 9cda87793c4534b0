using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Commands;

/// <summary>Commands that change the machine: processes, services, disks, users, schedules, packages.</summary>
internal static partial class SystemChanges
{
    public static IEnumerable<KeyValuePair<string, CommandReader>> Readers { get; } =
    [
        .. CommandTable.For(Kill, "kill pkill killall killall5 skill xkill fuser"), .. CommandTable.For(Services, "systemctl service rc-service initctl launchctl sv s6-svc supervisorctl pm2"),
        .. CommandTable.For(Power, "shutdown reboot halt poweroff init telinit"),
        .. CommandTable.For(Disks, "mkfs mkfs.ext4 mkfs.ext3 mkfs.xfs mkfs.btrfs mkfs.vfat mke2fs wipefs fdisk sfdisk cfdisk parted sgdisk gdisk mkswap cryptsetup lvremove vgremove pvremove lvreduce "
            + "zpool zfs btrfs mdadm blkdiscard hdparm nvme badblocks tune2fs resize2fs lvm"),
        .. CommandTable.For(Users, "useradd adduser usermod userdel deluser groupadd groupmod groupdel gpasswd chpasswd passwd chage visudo chsh vipw newusers"),
        .. CommandTable.For(Mounts, "mount umount swapoff swapon losetup"), .. CommandTable.For(Kernel, "sysctl modprobe insmod rmmod kexec depmod"),
        .. CommandTable.For(Cron, "crontab"), .. CommandTable.For(Later, "at batch atrm atq"),
        .. CommandTable.For(Clock, "timedatectl hostnamectl localectl loginctl hwclock ntpdate"),
        .. CommandTable.For(Address, "ip ifconfig route nmcli brctl bridge tc resolvectl networkctl ethtool iw wg"),
        .. CommandTable.For(Change, "logger wall write mesg update-rc.d chkconfig grub-install update-grub ldconfig dpkg-reconfigure update-alternatives locale-gen logrotate"),
    ];

    public static bool NamesTheHouse(string text) => House().IsMatch(text);

    private static void Change(Invocation call, ShellReader shell, ShellScope scope) => shell.Findings.Add(FactNames.SystemChange, $"changes the machine: {call.Line}");

    private static void Kill(Invocation call, ShellReader shell, ShellScope scope)
    {
        call.Output = "";
        if (call.Arguments is ["-l" or "-L", ..] || (call.Name == "kill" && call.Arguments is ["-0", ..]) || (call.Name == "fuser" && !call.HasShort('k') && !call.Has("--kill")))
            return;
        if (call.Arguments.Any(NamesTheHouse) || (call.Name is "pkill" or "killall" && call.Plain("-u", "-U", "-g", "-G", "-P", "-t", "-s", "--signal").Any(MatchesTheHouse)))
            shell.Findings.Add(FactNames.LawStop, $"ends HydraBot: {call.Line}");
        else if (call.Name == "killall5")
            shell.Findings.Add(FactNames.SystemDestroy, $"ends every process: {call.Line}");
        else if (call.Name == "kill" && call.Arguments.Count > 1 && Ended(call).Any(process => process is "-1" or "1"))
            shell.Findings.Add(FactNames.SystemDestroy, $"ends every process: {call.Line}");
        else if (call.Name is "pkill" or "killall" && call.Arguments.Any(argument => argument is "dotnet" or "." or ".*" or "postgres" or "dockerd" or "sshd" or "auditd" || Mark.IsPattern(argument)))
            shell.Findings.Add(FactNames.LawStop, $"ends what HydraBot lives on: {call.Line}");
        else
            shell.Findings.Add(FactNames.SystemChange, $"ends a process: {call.Line}");
    }

    /// <summary>pkill takes a pattern, which need not be the whole name.</summary>
    private static bool MatchesTheHouse(string pattern) => pattern.Length > 2 && "hydrabot".StartsWith(pattern.TrimStart('^'), StringComparison.OrdinalIgnoreCase);

    /// <summary>The processes behind the signal.</summary>
    private static IEnumerable<string> Ended(Invocation call) =>
        call.Arguments.Skip(call.First is "-s" or "-n" or "--signal" ? 2 : call.First?.StartsWith('-') == true ? 1 : 0);

    private static void Services(Invocation call, ShellReader shell, ShellScope scope)
    {
        string[] withValue = ["-H", "-M", "-t", "-p", "-n", "-o", "--property", "--type", "--state", "--output", "--lines"];
        var words = call.Plain(withValue).ToArray();
        var (verb, units) = call.Name is "service" or "rc-service" ? (words.ElementAtOrDefault(1) ?? "status", words.Take(1)) : (words.FirstOrDefault() ?? "list-units", words.Skip(1));
        if (call.IsVerb(verb, withValue, Alone()) && (verb is "status" or "show" or "cat" or "help" or "list" or "ls" or "get-default" or "jlist" or "logs" or "describe" || verb.StartsWith("list-", StringComparison.Ordinal) || verb.StartsWith("is-", StringComparison.Ordinal)))
            return;
        var named = string.Join(' ', units);
        var ends = verb is "stop" or "disable" or "mask" or "kill" or "bootout" or "unload" or "remove" or "delete" or "isolate" or "force-reload" or "condrestart";
        var house = words.Any(NamesTheHouse) || units.Any(unit => unit.Contains('*') && System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(unit, "hydrabot.service"));
        if (house && verb is not "start" and not "enable")
            shell.Findings.Add(FactNames.LawStop, $"stops or changes HydraBot: {call.Line}");
        else if (ends && Guards().IsMatch(named))
            shell.Findings.Add(FactNames.SecurityDisable, $"stops a safeguard: {call.Line}");
        else
            shell.Findings.Add(FactNames.SystemChange, $"changes services: {call.Line}");
    }

    private static void Power(Invocation call, ShellReader shell, ShellScope scope) => shell.Findings.Add(FactNames.SystemChange, $"stops the machine: {call.Line}");

    private static void Disks(Invocation call, ShellReader shell, ShellScope scope)
    {
        var first = call.Plain().FirstOrDefault();
        if (call.Name == "cryptsetup" && call.Has("--dump-master-key", "--dump-volume-key"))
            shell.Findings.Add(FactNames.SecretRead, $"shows the key of a disk: {call.Line}");
        if (OnlyLists(call) || OnlyPrints(call)
            || (call.Name is "zpool" or "zfs" or "btrfs" or "cryptsetup" or "mdadm" or "nvme" && first is "list" or "status" or "get" or "iostat" or "history" or "show" or "luksDump" or "smart-log" or "id-ctrl" or "id-ns" or "error-log")
            || (call.Name == "btrfs" && call.Plain().ElementAtOrDefault(1) is "show" or "list" or "df" or "usage" or "status"))
            return;
        if (OnlyAdds(call))
            shell.Findings.Add(FactNames.SystemChange, $"adds to what is stored, or checks it: {call.Line}");
        else
            shell.Findings.Add(FactNames.SystemDestroy, $"changes disks: {call.Line}");
    }

    /// <summary>parted takes commands behind the disk; told to fix, it changes what it prints.</summary>
    private static bool OnlyPrints(Invocation call) =>
        call.Name == "parted" && call.Plain().Count() > 1 && call.Plain().Skip(1).All(word => word is "print" or "free" or "all" or "devices" or "list" or "unit" or "B" or "s" or "KB" or "MB" or "GB" or "TB" or "KiB" or "MiB" or "GiB" or "TiB" or "%")
        && call.Arguments.Where(argument => argument.StartsWith('-')).All(option => option is "-s" or "-m" or "-j" or "-l" or "--script" or "--machine" or "--json" or "--list");

    /// <summary>Snapshots and scrubs take nothing away.</summary>
    private static bool OnlyAdds(Invocation call) => (call.Name, call.Arguments) switch
    {
        ("zfs", ["snapshot" or "snap" or "bookmark" or "hold", ..]) => true,
        ("zpool", ["scrub", ..]) => true,
        ("btrfs", ["subvolume", "snapshot", ..] or ["scrub", "start" or "resume" or "cancel", ..]) => true,
        _ => false,
    };

    /// <summary>The same letter lists with one tool and is a size or a level with another.</summary>
    private static bool OnlyLists(Invocation call)
    {
        if (call.Arguments is ["--help" or "--version" or "-V"])
            return true;
        string[] lists = call.Name switch
        {
            "fdisk" or "sfdisk" or "cfdisk" or "gdisk" => ["-l", "--list", "-x", "--list-details", "-J", "--json", "-d", "--dump"],
            "parted" => ["-l", "--list"],
            "sgdisk" => ["-p", "--print", "-v", "--verify", "-L", "--list-types"],
            "tune2fs" => ["-l"],
            "hdparm" => ["-I", "-i", "-g", "-t", "-T", "-tT"],
            "mdadm" => ["--detail", "-D", "--examine", "-E", "--query", "-Q", "--scan", "-s"],
            _ => [],
        };
        var options = call.Arguments.Where(argument => argument.StartsWith('-')).ToArray();
        return options.Length > 0 && options.All(lists.Contains);
    }

    private static void Users(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name is "chage" && call.Has("-l") || call.Name == "passwd" && call.Has("-S", "--status"))
            return;
        var power = call.Arguments.Any(argument => Powers().IsMatch(argument)) || call.Name is "visudo" or "vipw" || (call.Name == "passwd" && (call.HasShort('d') || call.Has("--delete")))
            || (call.Name == "usermod" && call.Has("-p", "--password")) || call.Arguments.Any(argument => argument is "0" or "-u0" or "-ou0" or "--uid=0")
            // Their lines are name:password, and of newusers name:password:number.
            || (call.Name is "chpasswd" or "newusers" && call.Input?.Split('\n').Any(line => line.Split(':') is ["root", ..] or [_, "", ..] or [_, _, "0", ..]) == true);
        shell.Findings.Add(power ? FactNames.SecurityDisable : FactNames.SystemChange, $"changes who may enter: {call.Line}");
    }

    private static void Mounts(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Arguments.Count == 0 || call.Arguments is ["-l" or "--show"] && call.Name != "umount" || call.Arguments is ["-a"] && call.Name == "losetup")
            return;
        shell.Findings.Add(call.Arguments.Any(argument => argument.Contains("bind", StringComparison.Ordinal) || argument is "-B" or "-R" or "-M" or "--move") ? FactNames.PathOutside : FactNames.SystemChange, $"changes what is mounted: {call.Line}");
        foreach (var path in call.Plain("-o", "-t"))
        {
            if (shell.Paths.IsBelow(path, scope.Directory, [.. shell.Places.Audit, .. shell.Places.Secrets, .. shell.Places.Data, .. shell.Places.Backups, .. shell.Places.Law]))
                shell.Findings.Add(FactNames.PathProtected, $"mounts over or from a protected place: {call.Line}");
        }
    }

    private static void Kernel(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "sysctl" && !call.HasShort('w', "r") && !call.HasShort('p', "r") && !call.HasShort('f', "r") && !call.Has("--write", "--load", "--system") && !call.Arguments.Any(argument => argument.Contains('=')))
            return;
        var weakens = call.Arguments.Any(argument => Weakening().IsMatch(argument));
        shell.Findings.Add(weakens ? FactNames.SecurityDisable : FactNames.SystemChange, $"changes the kernel: {call.Line}");
    }

    private static void Cron(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.HasShort('l', "u"))
            return;
        // Nothing keeps a copy of it.
        if (call.HasShort('r', "u"))
            shell.Findings.Add(FactNames.SystemDestroy, $"deletes the schedule of commands: {call.Line}");
        else
            shell.Findings.Add(FactNames.SystemChange, "changes the schedule of commands");
        foreach (var line in call.Input?.Split('\n').Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#') ?? [])
            Scripts.Certain(CronTime().Replace(line.Trim(), ""), shell, scope);
        foreach (var file in call.Plain("-u"))
        {
            if (scope.TryFile(file, out var content))
            {
                foreach (var line in content.Split('\n'))
                    Scripts.Certain(CronTime().Replace(line.Trim(), ""), shell, scope);
            }
        }
    }

    private static void Later(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name == "atq" || call.HasShort('l', "fqt") || call.Arguments is ["-c", _])
            return;
        shell.Findings.Add(FactNames.SystemChange, "has commands run later");
        if (call.Name != "atrm" && call.ValueOf("-f", "--file") is { Length: > 0 } file)
            Scripts.RunFile(file, [], shell, scope.Outside(), null);
        if (call.Name != "atrm" && call.Input is { } input)
            shell.Read(input, scope.Copy());
    }

    private static void Clock(Invocation call, ShellReader shell, ShellScope scope)
    {
        // hwclock is told what to do by options alone.
        if (call.Name == "hwclock" ? call.Arguments is [] or ["-r" or "--show" or "--version" or "--help"]
            : call.Plain().FirstOrDefault() is null or "status" or "show" or "list-timezones" or "timesync-status" or "show-timesync" or "list-sessions" or "list-users" or "session-status" or "user-status")
            return;
        Change(call, shell, scope);
    }

    private static void Address(Invocation call, ShellReader shell, ShellScope scope)
    {
        if (call.Name is "ip" or "tc" or "bridge")
        {
            Routes(call, shell, scope);
            return;
        }

        if (call.Name == "wg" && call.First is not (null or "show" or "showconf" or "genkey" or "genpsk" or "pubkey"))
            Change(call, shell, scope);
        if (call.Name == "wg" && (call.First == "showconf" || call.Arguments.Any(argument => argument is "private-key" or "preshared-keys" or "dump")))
            shell.Findings.Add(FactNames.SecretRead, $"prints private keys: {call.Line}");
        // Capital letters change what small ones show; of the small ones these change something too.
        if (call.Name == "ethtool" && Asked(call) is ['-', not '-', ..] option && option is not ("-T" or "-S" or "-P") && (char.IsAsciiLetterUpper(option[1]) || option is "-s" or "-f" or "-r" or "-p"))
            Change(call, shell, scope);
        // Options of nmcli may be shortened.
        if (call.Name == "nmcli" && call.Arguments.Any(argument => argument is ['-', ..] && argument.TrimStart('-') is { Length: > 0 } option && "show-secrets".StartsWith(option, StringComparison.Ordinal)))
            shell.Findings.Add(FactNames.SecretRead, $"prints passwords of networks: {call.Line}");
        if (!(call.Name is not ("nmcli" or "resolvectl" or "networkctl" or "brctl") && call.Arguments.Any(argument => ChangesNetwork().IsMatch(argument))) && !(call.Name == "ifconfig" && call.Arguments.Count > 1) && ShowsNetwork(call))
            return;
        Change(call, shell, scope);
    }

    /// <summary>What ethtool is told to do; how to print it may stand in front.</summary>
    private static string? Asked(Invocation call) => call.Arguments.FirstOrDefault(argument => argument is not ("--json" or "--include-statistics"));

    /// <summary>True for verbs of network tools that show; of most they may be shortened.</summary>
    private static bool ShowsNetwork(Invocation call)
    {
        // The same letter takes a value with one tool and none with another.
        string[] withValue = call.Name switch
        {
            "nmcli" => ["-f", "--fields", "-m", "--mode", "-c", "--colors", "-e", "--escape", "-g", "--get-values", "-w", "--wait"],
            "resolvectl" => ["-i", "--interface", "-p", "--protocol", "-t", "--type", "-c", "--class"],
            _ => ["-n", "--lines"],
        };
        var words = call.Plain(withValue).ToArray();
        var (first, second) = (words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "");
        return call.Name switch
        {
            "nmcli" => second.Length == 0 || second.Length > 1 && ("show".StartsWith(second, StringComparison.Ordinal) || "status".StartsWith(second, StringComparison.Ordinal) || "list".StartsWith(second, StringComparison.Ordinal))
                || second == "s" && "connection".StartsWith(first, StringComparison.Ordinal) || second is "permissions" or "wifi" && words.Length == (words.ElementAtOrDefault(2) is "list" ? 3 : 2),
            "brctl" => first.Length == 0 || first.StartsWith("show", StringComparison.Ordinal),
            "resolvectl" => first is "" or "status" or "query" or "service" or "openpgp" or "tlsa" or "statistics" or "show-cache" or "show-server-state"
                || words.Length < 3 && first is "dns" or "domain" or "llmnr" or "mdns" or "dnssec" or "dnsovertls" or "default-route" or "nta",
            "networkctl" => first is "" or "list" or "status" or "lldp" or "label" or "cat",
            "ethtool" => Asked(call) is not ['-', '-', ..] asked || asked.StartsWith("--show", StringComparison.Ordinal) || asked.StartsWith("--get", StringComparison.Ordinal)
                || asked is "--driver" or "--statistics" or "--phy-statistics" or "--module-info" or "--eeprom-dump" or "--register-dump" or "--version" or "--help",
            "iw" => !call.Arguments.Any(argument => argument is "join" or "leave" or "start" or "stop" or "switch" or "offchannel" or "trigger"),
            _ => true,
        };
    }

    /// <summary>Their verbs may be shortened: <c>ip r d</c> deletes a route.</summary>
    private static void Routes(Invocation call, ShellReader shell, ShellScope scope)
    {
        string[] withValue = ["-f", "-family", "-n", "-netns", "-rc", "-rcvbuf", "-l", "-loops"];
        var words = call.Plain(withValue).ToArray();
        if (words is [var what, var runs, _, .. var inside] && inside.Length > 0 && runs.Length > 0 && "exec".StartsWith(runs, StringComparison.Ordinal) && (what == "vrf" || "netns".StartsWith(what, StringComparison.Ordinal)))
        {
            Change(call, shell, scope);
            call.Output = shell.Invoke(call.Arguments.SkipWhile(argument => argument != runs).Skip(2).ToArray(), scope.Outside(), call.Input);
            return;
        }

        var verb = words.ElementAtOrDefault(1) ?? "show";
        var looks = (verb.Length > 0 && "show".StartsWith(verb, StringComparison.Ordinal) && !(verb == "s" && "link".StartsWith(words[0], StringComparison.Ordinal))) || verb is "ls" or "lst" or "help" or "get" or "g" or "l" or "li" or "lis" or "list" or "pids" or "identify" or "list-id" or "monitor"
            || words[0].StartsWith("mon", StringComparison.Ordinal);
        // A file of commands, whose option may be shortened too.
        if (!looks || call.Arguments.Any(argument => argument is ['-', ..] && argument.TrimStart('-') is { Length: > 0 } option && "batch".StartsWith(option, StringComparison.Ordinal)))
            Change(call, shell, scope);
    }

    /// <summary>Options of those that run services which take no value.</summary>
    [GeneratedRegex("^(?:-[alqrf]|--(?:all|full|quiet|no-pager|no-legend|plain|user|system|global|failed|recursive|value|after|before|show-types|no-ask-password|status-all|with-dependencies|force|now))$")]
    private static partial Regex Alone();

    [GeneratedRegex("hydra-?bot", RegexOptions.IgnoreCase)]
    private static partial Regex House();

    [GeneratedRegex(@"\b(ufw|firewalld|iptables|ip6tables|nftables|netfilter-persistent|fail2ban|apparmor|auditd|rsyslog|syslog(-ng)?|systemd-journald|journald|crowdsec|wazuh-agent|ossec|clamav[-\w]*|falcon-sensor|osqueryd|aide|sssd|selinux[-\w]*|unattended-upgrades|authelia|authentik|keycloak|oauth2-proxy|vault)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Guards();

    [GeneratedRegex(@"^(?:.*[,=])?(sudo|wheel|docker|root|adm|admin|lxd|disk|shadow)(?:,.*)?$|^NOPASSWD")]
    private static partial Regex Powers();

    [GeneratedRegex(@"randomize_va_space|yama\.ptrace_scope|kptr_restrict|dmesg_restrict|rp_filter|accept_redirects|accept_source_route|unprivileged_bpf|ip_forward|tcp_syncookies|protected_(sym|hard)links|suid_dumpable|lockdown|modules_disabled")]
    private static partial Regex Weakening();

    [GeneratedRegex(@"^(?:@\w+|(?:\S+\s+){4}\S+)\s+")]
    private static partial Regex CronTime();

    [GeneratedRegex("^(add|del|delete|set|change|replace|flush|append|up|down|modify|exec|connect|disconnect|import|reload|reapply|dns|revert|-A|-a|-d|addbr|delbr|addif|delif|s|on|off|edit|clone|reconfigure|renew|forcerenew|flush-caches|reset-statistics)$")]
    private static partial Regex ChangesNetwork();
}
