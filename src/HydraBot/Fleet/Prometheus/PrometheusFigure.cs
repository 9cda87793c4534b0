namespace HydraBot.Fleet.Prometheus;

/// <summary>A question of which each answer is a series of ours.</summary>
/// <param name="Query">In PromQL.</param>
/// <param name="Kind">How the series' name begins: <c>host</c>, <c>container</c> or <c>gpu</c>.</param>
/// <param name="Figure">How it ends.</param>
/// <param name="Labels">Those that name what is measured.</param>
internal sealed record PrometheusFigure(string Query, string Kind, string Figure, params IReadOnlyList<string> Labels)
{
    private const int LongestLabel = 120;

    /// <summary>Over so long a time rates are taken: five scrapes at least of what is usual.</summary>
    private const string Window = "[5m]";

    private const string NoDisks = "tmpfs|ramfs|overlay|squashfs|iso9660|devtmpfs|fuse.*|nsfs|autofs";

    /// <summary>In the units of what is measured here: node-exporter (https://github.com/prometheus/node_exporter), cAdvisor, DCGM's exporter.</summary>
    public static IReadOnlyList<PrometheusFigure> All { get; } =
    [
        new($"100 - 100 * avg by (instance) (rate(node_cpu_seconds_total{{mode=\"idle\"}}{Window}))", "host", "cpu"),
        new("100 - 100 * node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes", "host", "memory"),
        new("node_load1", "host", "load"),
        new($"100 - 100 * max by (instance, mountpoint) (node_filesystem_avail_bytes{{fstype!~\"{NoDisks}\"}}) / max by (instance, mountpoint) (node_filesystem_size_bytes{{fstype!~\"{NoDisks}\"}} > 0)", "host", "disk", "mountpoint"),
        new($"100 - 100 * max by (instance, mountpoint) (node_filesystem_files_free{{fstype!~\"{NoDisks}\"}}) / max by (instance, mountpoint) (node_filesystem_files{{fstype!~\"{NoDisks}\"}} > 0)", "host", "inodes", "mountpoint"),
        new("node_hwmon_temp_celsius", "host", "temperature", "chip", "sensor"),
        new($"100 * sum by (instance, name) (rate(container_cpu_usage_seconds_total{{name!=\"\"}}{Window}))", "container", "cpu", "name"),
        new("max by (instance, name) (container_memory_working_set_bytes{name!=\"\"}) / 1048576", "container", "memory", "name"),
        new($"sum by (instance, name) (rate(container_network_receive_bytes_total{{name!=\"\"}}{Window})) / 1024", "container", "received", "name"),
        new($"sum by (instance, name) (rate(container_network_transmit_bytes_total{{name!=\"\"}}{Window})) / 1024", "container", "sent", "name"),
        new("max by (instance, gpu) (DCGM_FI_DEV_GPU_UTIL)", "gpu", "utilisation", "gpu"),
        new("max by (instance, gpu) (DCGM_FI_DEV_FB_USED)", "gpu", "memoryUsed", "gpu"),
        new("100 * max by (instance, gpu) (DCGM_FI_DEV_FB_USED) / (max by (instance, gpu) (DCGM_FI_DEV_FB_USED) + max by (instance, gpu) (DCGM_FI_DEV_FB_FREE))", "gpu", "memory", "gpu"),
        new("max by (instance, gpu) (DCGM_FI_DEV_POWER_USAGE)", "gpu", "power", "gpu"),
        new("max by (instance, gpu) (DCGM_FI_DEV_GPU_TEMP)", "gpu", "temperature", "gpu"),
    ];

    /// <summary>The name of an answer's series, such as <c>host@nas/disk:/</c>, <c>container/web@nas/cpu</c>, <c>gpu/0@nas/power</c>; null where it tells too little.</summary>
    /// <param name="labels">Of the answer.</param>
    /// <param name="host">Whose it is.</param>
    public string? Name(IReadOnlyDictionary<string, string> labels, string host)
    {
        var parts = Labels.Select(label => Plain(labels.GetValueOrDefault(label) ?? "")).ToArray();
        if (parts.Any(part => part.Length == 0) || host.Length == 0)
            return null;
        var what = string.Join(' ', parts);
        return (Kind, parts.Length) switch
        {
            ("host", 0) => $"host@{host}/{Figure}",
            ("host", _) => $"host@{host}/{Figure}:{what}",
            _ => $"{Kind}/{what}@{host}/{Figure}",
        };
    }

    /// <summary>Labels are other people's text.</summary>
    public static string Plain(string label) => string.Concat(label.Where(letter => !char.IsControl(letter) && letter != '`').Take(LongestLabel)).Trim();
}
