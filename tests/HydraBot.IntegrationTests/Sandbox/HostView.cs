using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Testing.Docker;
using Xunit;

namespace HydraBot.IntegrationTests.Sandbox;

/// <summary>What a program in the sandbox could have changed on this machine: looked at before and after.</summary>
internal sealed partial class HostView
{
    private static readonly string[] Kept =
        ["/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/resolv.conf", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sys/kernel/modprobe", "/proc/sys/net/ipv4/ip_forward", "/proc/modules"];

    private readonly Dictionary<string, string> _files;
    private readonly string[] _interfaces;
    private readonly string[] _roots;

    private HostView(Dictionary<string, string> files, string[] interfaces, string[] roots) => (_files, _interfaces, _roots) = (files, interfaces, roots);

    public static HostView Now() => new(
        Kept.Where(File.Exists).ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))),
        [.. Directory.GetFileSystemEntries("/sys/class/net").Select(Path.GetFileName).Where(name => !name!.StartsWith("veth", StringComparison.Ordinal)).Order()!],
        [.. new[] { "/", "/tmp", "/root", "/var/tmp", "/dev/shm" }.SelectMany(folder => Directory.GetFileSystemEntries(folder, "*hydra-probe*"))]);

    /// <summary>Nothing of a sandbox is left, and nothing else changed.</summary>
    public async Task IsUnchangedAsync(SandboxHouse house, CancellationToken cancellationToken)
    {
        // A container takes itself away a moment after its program ended, and the engine moves interfaces for others meanwhile; what is not gone by then stays.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        string[] left = [];
        try
        {
            while ((left = [.. Changes(), .. await LeftAsync(house)]).Length > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Not as it was: {string.Join("; ", left)}");
        }
    }

    private IEnumerable<string> Changes()
    {
        var now = Now();
        return
        [
            .. _files.Where(file => now._files.GetValueOrDefault(file.Key) != file.Value).Select(file => $"{file.Key} changed"),
            .. now._interfaces.Except(_interfaces).Select(name => $"network interface {name} came"),
            .. _interfaces.Except(now._interfaces).Select(name => $"network interface {name} went"),
            .. now._roots.Except(_roots).Select(file => $"{file} was written"),
        ];
    }

    private static async Task<string[]> LeftAsync(SandboxHouse house)
    {
        // Strays first: a container that is made meanwhile is then known by the time the engine is asked.
        var strays = Strays();
        var known = await KnownAsync();
        return
        [
            .. (await house.ContainersAsync()).Select(container => $"container {container.Name}"),
            .. strays.Where(stray => !known.Contains(stray.Container)).Select(stray => $"{stray.What} of a container that the engine does not know: {stray.Container}"),
        ];
    }

    /// <summary>Processes, shims, cgroups and mounts that belong to some container.</summary>
    private static List<(string Container, string What)> Strays()
    {
        var found = new List<(string, string)>();
        foreach (var process in Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            if (Read($"{process}/cgroup") is { } cgroup && Id().Match(cgroup) is { Success: true } member)
                found.Add((member.Value, $"process {Path.GetFileName(process)} ({Read($"{process}/comm")?.Trim()})"));
            else if (Read($"{process}/cmdline") is { } command && command.Contains("shim", StringComparison.Ordinal) && Id().Match(command) is { Success: true } shim)
                found.Add((shim.Value, $"shim {Path.GetFileName(process)}"));
        }

        foreach (var root in new[] { "/sys/fs/cgroup/memory/docker", "/sys/fs/cgroup/pids/docker", "/sys/fs/cgroup/docker" }.Where(Directory.Exists))
            found.AddRange(Directory.GetDirectories(root).Select(folder => (Path.GetFileName(folder), $"cgroup {folder}")).Where(cgroup => Id().IsMatch(cgroup.Item1)));
        foreach (var mount in File.ReadLines("/proc/mounts"))
        {
            if (mount.Contains("/containers/", StringComparison.Ordinal) && Id().Match(mount) is { Success: true } id)
                found.Add((id.Value, $"mount {mount.Split(' ')[1]}"));
        }

        return found;
    }

    private static async Task<HashSet<string>> KnownAsync()
    {
        using var engine = new DockerClientBuilder().WithEndpoint(new Uri(TestContainers.Address)).Build();
        return [.. (await engine.Containers.ListContainersAsync(new ContainersListParameters { All = true })).Select(container => container.ID)];
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it ended while we looked
        }
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Id();
}
