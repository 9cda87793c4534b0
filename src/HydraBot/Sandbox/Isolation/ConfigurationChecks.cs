using Docker.DotNet.Models;

namespace HydraBot.Sandbox.Isolation;

/// <summary>How the engine itself says that it holds a sandbox: an engine that ignored a wish is found here.</summary>
internal static class ConfigurationChecks
{
    public static IEnumerable<IsolationCheck> Of(ContainerInspectResponse container, string imageId)
    {
        var host = container.HostConfig ?? new HostConfig();
        IsolationCheck Check(string name, bool held, object? seen) => new($"the engine says: {name}", held, $"{seen}");
        return
        [
            Check("no network", host.NetworkMode == "none", host.NetworkMode),
            Check("not privileged, no capability added", host is { Privileged: not true, CapAdd: null or { Count: 0 } }, $"privileged {host.Privileged}, added {host.CapAdd?.Count ?? 0}"),
            Check("all capabilities dropped", host.CapDrop?.Any(capability => capability is "ALL" or "CAP_ALL") == true, string.Join(", ", host.CapDrop ?? [])),
            Check("read-only root", host.ReadonlyRootfs == true, host.ReadonlyRootfs),
            Check("no namespace of the host", host is { PidMode: "" or null, UTSMode: "" or null, IpcMode: "private" or "shareable" }, $"pid '{host.PidMode}', ipc '{host.IpcMode}', uts '{host.UTSMode}'"),
            Check("no folder of the host", host is { Binds: null or { Count: 0 } } && (container.Mounts ?? []).All(mount => mount.Type == "tmpfs"), $"{host.Binds?.Count ?? 0} binds, {container.Mounts?.Count ?? 0} mounts"),
            Check("no device of the host", host.Devices is null or { Count: 0 }, host.Devices?.Count ?? 0),
            Check("memory and no swap", host.Memory > 0 && host.MemorySwap == host.Memory, $"{host.Memory} and {host.MemorySwap}"),
            Check("processor and processes limited", host is { NanoCPUs: > 0, PidsLimit: > 0 }, $"{host.NanoCPUs} ns, {host.PidsLimit} processes"),
            Check("a seccomp profile of ours", host.SecurityOpt?.Any(option => option.StartsWith("seccomp=", StringComparison.Ordinal) && option != "seccomp=unconfined") == true, $"{host.SecurityOpt?.Count ?? 0} options"),
            Check("removes itself, never restarts", host.AutoRemove == true && host.RestartPolicy?.Name is null or RestartPolicyKind.Undefined or RestartPolicyKind.No, $"{host.AutoRemove}, {host.RestartPolicy?.Name}"),
            Check("the image by its digest", container.Image == imageId, container.Image),
        ];
    }
}
