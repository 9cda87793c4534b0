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
        "-T", "--no-deps", "--build", "--service-ports", "--use-aliases", "--quiet-pull", "-q", "--quiet", "--replace", "--no-TTY", "--detach-keys-none",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Powers = new[]
    {
        "ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "SYS_RAWIO", "DAC_READ_SEARCH", "DAC_OVERRIDE", "NET_ADMIN", "SYS_BOOT", "SYS_TIME", "BPF", "PERFMON", "MAC_ADMIN", "MAC_OVERRIDE", "SYSLOG", "SETUID", "AUDIT_CONTROL", "MKNOD",
        "SYS_CHROOT", "LINUX_IMMUTABLE", "CHECKPOINT_RESTORE",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands behind the container's or image's name.</summary>
    public static IReadOnlyList<string> Command(Invocation call)
    {
        var entry = call.ValueOf("--entrypoint");
        var words = call.Arguments.Skip(Named(call) + 1);
        return entry is null ? [.. words] : [entry, .. words];
    }

    /// <summary>The name of the container, service or image.</summary>
    public static string Target(Invocation call) => call.Arguments.ElementAtOrDefault(Named(call)) ?? "";

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

    public static void Judge(Invocation call, ShellReader shell, ShellScope scope)
    {
        var own = Named(call);
        var apart = (call with { Arguments = [.. call.Arguments.Take(own)] }).Apart("vwuelpmh", "").Arguments;
        call = call with { Arguments = [.. apart, .. call.Arguments.Skip(own)] };
        for (var at = 0; at < call.Arguments.Count; at++)
        {
            var option = call.Arguments[at];
            if (!option.StartsWith('-'))
                continue;
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 && option[1] == '-' ? option[..equals] : option.Length > 2 && option[1] is 'v' ? option[..2] : option;
            var value = equals > 0 && option[1] == '-' ? option[(equals + 1)..] : name.Length == 2 && option.Length > 2 ? option[2..].TrimStart('=') : at + 1 < call.Arguments.Count ? call.Arguments[at + 1] : "";
            One(name, value, shell, scope);
            if (name == "--privileged" && value is not "false")
                shell.Findings.Add(FactNames.ContainerEscape, "gives a container all powers of the machine");
            if (Mark.IsUnknown(option))
                shell.Doubt("an option of the container is not known");
        }
    }

    private static void One(string name, string value, ShellReader shell, ShellScope scope)
    {
        switch (name)
        {
            case "-v" or "--volume":
                Mount(value.Split(':')[0], value.EndsWith(":ro", StringComparison.Ordinal) || value.Contains(":ro,", StringComparison.Ordinal), shell, scope);
                break;
            case "--mount":
                var fields = value.Split(',').Select(field => field.Split('=', 2)).ToArray();
                if (fields.FirstOrDefault(field => field[0] is "source" or "src") is [_, var source])
                    Mount(source, fields.Any(field => field[0] is "readonly" or "ro"), shell, scope);
                break;
            case "--pid" or "--net" or "--network" or "--ipc" or "--uts" or "--userns" or "--cgroupns":
                if (value.StartsWith("host", StringComparison.Ordinal) || (value.StartsWith("container:", StringComparison.Ordinal) && Commands.SystemChanges.NamesTheHouse(value)))
                    shell.Findings.Add(FactNames.ContainerEscape, $"shares the machine's own {name.TrimStart('-')} with a container");
                break;
            case "--cap-add" when value.Split(',').Any(power => Powers.Contains(power.Replace("CAP_", "", StringComparison.OrdinalIgnoreCase))):
                shell.Findings.Add(FactNames.ContainerEscape, $"gives a container the power {value}");
                break;
            case "--device" when !value.StartsWith("/dev/dri", StringComparison.Ordinal) && !value.StartsWith("/dev/nvidia", StringComparison.Ordinal) && !value.StartsWith("/dev/tty", StringComparison.Ordinal)
                && !value.StartsWith("/dev/kfd", StringComparison.Ordinal) && !value.StartsWith("/dev/snd", StringComparison.Ordinal) && !value.StartsWith("/dev/serial", StringComparison.Ordinal) && !value.StartsWith("/dev/video", StringComparison.Ordinal):
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

    private static void Mount(string source, bool readOnly, ShellReader shell, ShellScope scope)
    {
        if (!source.StartsWith('/') && !source.StartsWith('.') && !source.StartsWith('~') && !Mark.IsUnknown(source))
            return;
        if (shell.Paths.Full(source, scope.Directory) is not { } full)
        {
            shell.Doubt("which folder of the machine a container gets is not known");
            return;
        }

        var path = PathText.Folded(PathText.Components(full));
        if (path is [] or ["etc" or "root" or "proc" or "sys" or "dev" or "boot" or "usr" or "var" or "bin" or "sbin" or "lib" or "home" or "run"]
            || path is ["etc" or "root" or "proc" or "sys" or "boot", ..] && path is not ["etc", "localtime" or "timezone"] || path[^1].EndsWith(".sock", StringComparison.Ordinal)
            || path is ["var", "lib", "docker" or "containerd" or "kubelet", ..] or ["var", "run"] or ["run", "docker" or "containerd", ..] or ["dev", "mem" or "kmem" or "mapper" or "disk", ..] || path is ["dev", var device, ..] && Disk().IsMatch(device))
        {
            shell.Findings.Add(FactNames.ContainerEscape, $"gives a container the machine's own {full}");
            return;
        }

        var found = new Findings();
        shell.Paths.Judge(found, source, readOnly ? PathUse.Read : PathUse.Delete, scope.Directory);
        foreach (var fact in found.Facts.Where(fact => fact.Name is not (FactNames.PathOutside or FactNames.PathDelete or FactNames.SystemDestroy)))
            shell.Findings.Add(fact.Name, $"gives a container {Mark.Show(source)}: {fact.Detail}", fact.Subject);
        if (readOnly && shell.Paths.HoldsSecrets(source, scope.Directory))
            shell.Findings.Add(FactNames.SecretRead, $"gives a container {Mark.Show(source)}, in which secrets lie");
    }
}
