using System.Globalization;
using Docker.DotNet.Models;
using HydraBot.Sandbox.Image;

namespace HydraBot.Sandbox.Engine;

/// <summary>The container around a program: everything is denied that it does not need. docs/sandbox.md says why, line by line.</summary>
internal static class ContainerShape
{
    /// <summary>Nobody, inside.</summary>
    private const string User = "65534:65534";

    private const long Mebibyte = 1024 * 1024;

    /// <summary>gVisor's own processes count against the limit too.</summary>
    private const int LeastPidsOfGvisor = 512;

    /// <summary>
    /// The kernel counts a user's processes over all containers, so a limit near that of one container would let one program starve all
    /// others. The limit of a container is its cgroup's.
    /// </summary>
    private const int ProcessesOfAll = 8192;

    /// <summary>What of the host's /proc and /sys is not shown: the engine's own list, and what tells of the machine.</summary>
    private static readonly string[] Masked =
    [
        "/proc/acpi", "/proc/asound", "/proc/bus", "/proc/cmdline", "/proc/config.gz", "/proc/diskstats", "/proc/driver", "/proc/fs", "/proc/interrupts",
        "/proc/iomem", "/proc/ioports", "/proc/irq", "/proc/kallsyms", "/proc/kcore", "/proc/key-users", "/proc/keys", "/proc/kmsg", "/proc/kpagecount",
        "/proc/kpageflags", "/proc/latency_stats", "/proc/modules", "/proc/partitions", "/proc/sched_debug", "/proc/schedstat", "/proc/scsi",
        "/proc/slabinfo", "/proc/softirqs", "/proc/swaps", "/proc/sysrq-trigger", "/proc/timer_list", "/proc/timer_stats", "/proc/vmallocinfo",
        "/proc/zoneinfo", "/sys/block", "/sys/bus", "/sys/class", "/sys/dev", "/sys/devices/virtual", "/sys/devices/pci0000:00", "/sys/firmware",
        "/sys/hypervisor", "/sys/kernel/btf", "/sys/kernel/debug", "/sys/kernel/security", "/sys/kernel/tracing", "/sys/module", "/sys/power",
        "/sys/fs/bpf", "/sys/fs/pstore", "/sys/fs/fuse",
    ];

    private static readonly string[] ReadOnly = ["/proc/sys"];

    public static CreateContainerParameters Of(WorkerOrder order, SandboxOptions options, SandboxAssets assets, EngineFacts engine, ContainerMark mark) => new()
    {
        Name = mark.Name,
        Image = order.ImageId,
        Entrypoint = [$"/opt/hydrabot/{order.Worker}"],
        Cmd = [],
        User = User,
        WorkingDir = "/work",
        Hostname = "sandbox",
        Env = ["HOME=/tmp", "TMPDIR=/tmp", "LANG=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin", "GOCACHE=/tmp/.go", "GOTMPDIR=/tmp", "GOFLAGS=-buildvcs=false", "MPLCONFIGDIR=/tmp/.matplotlib"],
        AttachStdin = true,
        AttachStdout = true,
        AttachStderr = true,
        OpenStdin = true,
        StdinOnce = true, // when the house is gone, its end of the pipe is too, and the worker ends itself
        StopSignal = "SIGKILL",
        Labels = new Dictionary<string, string>
        {
            [SandboxLabels.House] = mark.House,
            [SandboxLabels.Until] = mark.Until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            [SandboxLabels.Purpose] = order.Purpose,
        },
        HostConfig = Host(order, options, assets, engine),
    };

    private static HostConfig Host(WorkerOrder order, SandboxOptions options, SandboxAssets assets, EngineFacts engine) => new()
    {
        Runtime = engine.Runtime,
        AutoRemove = true,
        Init = true,
        NetworkMode = "none",
        DNS = ["127.0.0.1"], // else the host's own resolv.conf is copied in
        IpcMode = "private",
        CgroupnsMode = engine.CgroupVersion == "2" ? "private" : "",
        ReadonlyRootfs = true,
        Privileged = false,
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges:true", $"seccomp={assets.Seccomp}"],
        Memory = order.MemoryMb * Mebibyte,
        MemorySwap = order.MemoryMb * Mebibyte,
        NanoCPUs = (long)(options.Cpus * 1_000_000_000),
        PidsLimit = engine.HasKernelOfItsOwn ? Math.Max(options.Pids, LeastPidsOfGvisor) : options.Pids,
        OomScoreAdj = 1000,
        ShmSize = 16 * Mebibyte,
        Tmpfs = new Dictionary<string, string>
        {
            ["/work"] = Folder(options.DiskMb, "exec"), // compiled programs and scripts start here
            ["/tmp"] = Folder(options.DiskMb, "noexec"),
        },
        Ulimits =
        [
            Limit("nofile", 256), Limit("core", 0), Limit("nproc", ProcessesOfAll), Limit("fsize", options.DiskMb * Mebibyte),
            Limit("memlock", 64 * 1024), Limit("msgqueue", 0), Limit("sigpending", 1024),
        ],
        MaskedPaths = Masked,
        ReadonlyPaths = ReadOnly,
        LogConfig = new LogConfig { Type = "none" }, // output is read as it is written and stored nowhere else
        Binds = order.Binds.ToList(),
    };

    /// <summary>The kernel's mode of the folder is left as the image has it, so its owner is what makes it writable.</summary>
    private static string Folder(int mebibytes, string exec) =>
        string.Create(CultureInfo.InvariantCulture, $"rw,{exec},nosuid,nodev,size={mebibytes}m,nr_inodes=8192,uid=65534,gid=65534,mode=0700");

    private static Ulimit Limit(string name, long most) => new() { Name = name, Soft = most, Hard = most };
}

/// <summary>What a container is wanted for.</summary>
/// <param name="ImageId">The image by its digest.</param>
/// <param name="Worker">The program in it that waits for the job.</param>
/// <param name="MemoryMb">Its memory.</param>
/// <param name="Purpose">In a word, for its label.</param>
/// <param name="Lifetime">After which nobody needs it any more.</param>
internal sealed record WorkerOrder(string ImageId, string Worker, int MemoryMb, string Purpose, TimeSpan Lifetime)
{
    /// <summary>Files of the house that it may see, in the engine's own words; none without an approval.</summary>
    public IReadOnlyList<string> Binds { get; init; } = [];
}

/// <summary>By what a container is known.</summary>
/// <param name="Name">Its own.</param>
/// <param name="House">Of the house that starts it.</param>
/// <param name="Until">After which nobody needs it.</param>
internal sealed record ContainerMark(string Name, string House, DateTimeOffset Until);
