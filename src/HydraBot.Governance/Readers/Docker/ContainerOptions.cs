using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HydraBot.Governance.Readers.Paths;
using HydraBot.Governance.Readers.Shell;

namespace HydraBot.Governance.Readers.Docker;

/// <summary>What the options of <c>docker run</c> and <c>exec</c> give a container of the machine.</summary>
internal static partial class ContainerOptions
{
    private static readonly FrozenSet<string> WithoutValue = new[]
    {
        "-d", "--detach", "-i", "--interactive", "-t", "--tty", "--rm", "--init", "--privileged", "-P", "--publish-all", "--read-only", "--no-healthcheck", "--oom-kill-disable", "--sig-proxy", "--disable-content-trust",
        "-T", "--no-deps", "--build", "--service-ports", "--use-aliases", "--quiet-pull", "-q", "--quiet", "--replace", "--no-TTY", "--detach-keys-none", "--use-api-socket", "--remove-orphans",
        "--quiet-build", "--no-tty", "--rmi", "--rootfs", "--no-hosts", "--no-hostname", "--passwd", "--env-host", "--http-proxy", "--tls-verify", "--unsetenv-all", "--read-only-tmpfs",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Powers = new[]
    {
        "ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH", "DAC_OVERRIDE", "NET_ADMIN", "SYS_BOOT", "SYS_TIME", "BPF", "PERFMON", "MAC_ADMIN", "MAC_OVERRIDE", "SYSLOG", "SETUID", "AUDIT_CONTROL", "MKNOD",
        "SYS_CHROOT", "LINUX_IMMUTABLE", "CHECKPOINT_RESTORE",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Devices that are ordinarily given to containers: they hold nothing.</summary>
    private static readonly string[] Apparatus = ["dri", "nvidia", "tty", "kfd", "snd", "serial", "video"];

    /// <summary>What stands behind the container's or image's name.</summary>
    public static IReadOnlyList<string> Command(Invocation call)
    {
        var entry = call.ValueOf("--entrypoint");
        var words = call.Arguments.Skip(Named(call) + 1);
        return entry is null ? [.. words] : [entry, .. words];
    }

    /// <summary>The name of the container, service or image.</summary>
    public static string Target(Invocation call) => string.Concat(call.Arguments.Skip(Named(call)).Take(1));

    /// <summary>The last part of the image's name, without its tag.</summary>
    public static string? Image(Invocation call) =>
        Target(call) is { Length: > 0 } image ? image[(image.LastIndexOf('/') + 1)..].Split(':', '@')[0] : null;

    /// <summary>Where the name of the container or image stands.</summary>
    private static int Named(Invocation call)
    {
        var at = 0;
        while (at < call.Arguments.Count && call.Arguments[at].StartsWith('-'))
        {
            var option = call.Arguments[at];
            if (option == "--")
            {
                at++;
                break;
            }

            var alone = option.Contains('=', StringComparison.Ordinal) || WithoutValue.Contains(option)
                || (option.Length > 2 && option[1] != '-' && (option.Skip(1).All("ditPqT".Contains) || !"ditPqT".Contains(option[1], StringComparison.Ordinal)));
            at += alone ? 1 : 2;
        }

        return at;
    }

    /// <summary>Each option with what may be its value.</summary>
    public static IEnumerable<(string Name, string Value)> Options(Invocation call)
    {
        for (var at = 0; at < call.Arguments.Count; at++)
        {
            var option = call.Arguments[at];
            if (option.StartsWith("--", StringComparison.Ordinal) && option.Split('=', 2) is [var name, var value])
                yield return (name, value);
            else if (option is ['-', not '-', _, ..])
                yield return (option[..2], option[2..].TrimStart('='));
            else if (option.StartsWith('-'))
                yield return (option, call.Arguments.ElementAtOrDefault(at + 1) ?? "");
        }
    }

    public static void Judge(Invocation call, ShellReader shell, ShellScope scope)
    {
        var own = (call with { Arguments = [.. call.Arguments.Take(Named(call))] }).Apart("vwuelpmh", "");
        foreach (var (name, value) in Options(own))
        {
            One(name, value, shell, scope);
            if (name == "--privileged" && value is not "false")
                shell.Findings.Add(FactNames.ContainerEscape, "gives a container all powers of the machine");
        }

        if (own.Arguments.Any(option => option.StartsWith('-') && Mark.IsUnknown(option)))
            shell.Doubt("an option of the container is not known");
    }

    private static void One(string name, string value, ShellReader shell, ShellScope scope)
    {
        switch (name)
        {
            case "-v" or "--volume":
                Mount(value.Split(':')[0], value.EndsWith(":ro", StringComparison.Ordinal) || value.Contains(":ro,", StringComparison.Ordinal), shell, scope);
                break;
            case "--mount" or "--mount-add":
                Mounts(value.Replace("\"", "", StringComparison.Ordinal), shell, scope);
                break;
            case "--cidfile":
                shell.Paths.Judge(shell.Findings, value, PathUse.Overwrite, scope.Directory);
                break;
            case "--use-api-socket":
                shell.Findings.Add(FactNames.ContainerEscape, "gives a container the engine's own socket");
                break;
            case "--pid" or "--net" or "--network" or "--ipc" or "--uts" or "--userns" or "--cgroupns":
                if (value.StartsWith("host", StringComparison.Ordinal) || (value.StartsWith("container:", StringComparison.Ordinal) && Commands.SystemChanges.NamesTheHouse(value)))
                    shell.Findings.Add(FactNames.ContainerEscape, $"shares the machine's own {name.TrimStart('-')} with a container");
                break;
            case "--cap-add" when value.Split(',').Any(power => Powers.Contains(power.Replace("CAP_", "", StringComparison.OrdinalIgnoreCase))):
                shell.Findings.Add(FactNames.ContainerEscape, $"gives a container the power {value}");
                break;
            case "--device" when PathText.Components(value.Split(':')[0]) is not ["dev", var device, ..] || !Apparatus.Any(kind => device.StartsWith(kind, StringComparison.Ordinal)):
                shell.Findings.Add(FactNames.ContainerEscape, $"gives a container the device {value}");
                break;
            case "--security-opt" when value.Contains("unconfined", StringComparison.Ordinal) || value.Contains("disable", StringComparison.Ordinal) || value.Contains("no-new-privileges:false", StringComparison.Ordinal) || value.Contains("no-new-privileges=false", StringComparison.Ordinal):
                shell.Findings.Add(FactNames.ContainerEscape, $"takes a safeguard from a container: {value}");
                break;
            case "--volumes-from" when Commands.SystemChanges.NamesTheHouse(value):
                shell.Findings.Add(FactNames.ContainerEscape, "gives a container HydraBot's own data");
                break;
            case "--device-cgroup-rule":
                shell.Findings.Add(FactNames.ContainerEscape, $"gives a container devices: {value}");
                break;
            case "--group-add" when value is "docker" or "root" or "0" or "disk":
                shell.Findings.Add(FactNames.ContainerEscape, $"puts a container into the group {value}");
                break;
        }
    }

    [GeneratedRegex("^(?:[shv]d|xvd)[a-z]|^nvme|^mmcblk|^dm-")]
    private static partial Regex Disk();

    /// <summary>The fields of <c>--mount</c>; a volume's own options may name a folder of the machine as well.</summary>
    private static void Mounts(string value, ShellReader shell, ShellScope scope)
    {
        var fields = value.Split(',').Select(field => field.Split('=', 2)).Select(field => (Name: field[0].ToLowerInvariant(), Value: field.ElementAtOrDefault(1) ?? "true")).ToArray();
        var readOnly = fields.Any(field => field.Name is "readonly" or "ro" && field.Value is "true" or "1");
        foreach (var field in fields)
        {
            if (field.Name is "source" or "src")
                Mount(field.Value, readOnly, shell, scope);
            else if (field.Name == "volume-opt" && field.Value.StartsWith("device=", StringComparison.Ordinal))
                Mount(field.Value[7..], readOnly, shell, scope);
        }
    }

    /// <summary>A folder or device of the machine that a container gets.</summary>
    public static void Mount(string source, bool readOnly, ShellReader shell, ShellScope scope)
    {
        if (!source.StartsWith('/') && !source.StartsWith('.') && !source.StartsWith('~') && !Mark.IsUnknown(source))
            return;
        if (shell.Paths.Full(source, scope.Directory) is not { } full)
        {
            shell.Doubt("which folder of the machine a container gets is not known");
            return;
        }

        var path = PathText.Folded(PathText.Components(full));
        if (IsMachine(path) || (!readOnly && path is ["usr" or "bin" or "sbin" or "lib" or "lib64", ..]))
        {
            shell.Findings.Add(FactNames.ContainerEscape, $"gives a container the machine's own {full}");
            return;
        }

        var found = new Findings();
        shell.Paths.Judge(found, source, readOnly ? PathUse.Read : PathUse.Delete, scope.Directory);
        foreach (var fact in found.Facts.Where(fact => fact.Name is not (FactNames.PathOutside or FactNames.PathDelete or FactNames.SystemDestroy)))
            shell.Findings.Add(fact.Name, $"gives a container {Mark.Show(source)}: {fact.Detail}", fact.Subject);
        if (shell.Paths.HoldsSecrets(source, scope.Directory))
            shell.Findings.Add(FactNames.SecretRead, $"gives a container {Mark.Show(source)}, in which secrets lie");
    }

    /// <summary>What a container has no business with, even to look at: the system itself, sockets of those who rule it, disks, and keys.</summary>
    private static bool IsMachine(string[] path) => path switch
    {
        [] => true,
        ["etc", "localtime" or "timezone"] => false,
        ["etc" or "root" or "proc" or "sys" or "boot", ..] => true,
        ["dev" or "usr" or "var" or "bin" or "sbin" or "lib" or "home" or "run"] => true,
        ["var", "lib", "docker" or "containerd" or "kubelet", ..] or ["var", "run"] or ["run", "docker" or "containerd", ..] or ["dev", "mem" or "kmem" or "mapper" or "disk", ..] => true,
        ["dev", var device, ..] => Disk().IsMatch(device),
        [.., var last] => last.EndsWith(".sock", StringComparison.Ordinal) || SecretFiles.HoldKeys(path),
    };
}
