using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Hosting.Settings;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Keys that Compose does not know, and services that nothing can be made of.</summary>
internal sealed class StructureRule : IComposeRule
{
    private static readonly string[] Top = ["name", "services", "networks", "volumes", "configs", "secrets", "version", "include", "models"];

    /// <summary>https://docs.docker.com/reference/compose-file/services/</summary>
    private static readonly string[] Keys =
    [
        "annotations", "attach", "blkio_config", "build", "cap_add", "cap_drop", "cgroup", "cgroup_parent", "command", "configs", "container_name", "cpu_count", "cpu_percent", "cpu_period", "cpu_quota",
        "cpu_rt_period", "cpu_rt_runtime", "cpu_shares", "cpus", "cpuset", "credential_spec", "depends_on", "deploy", "develop", "device_cgroup_rules", "devices", "dns", "dns_opt", "dns_search", "domainname",
        "driver_opts", "entrypoint", "env_file", "environment", "expose", "extends", "external_links", "extra_hosts", "gpus", "group_add", "healthcheck", "hostname", "image", "init", "ipc", "isolation",
        "label_file", "labels", "links", "logging", "mac_address", "mem_limit", "mem_reservation", "mem_swappiness", "memswap_limit", "models", "network_mode", "networks", "oom_kill_disable", "oom_score_adj",
        "pid", "pids_limit", "platform", "ports", "post_start", "pre_stop", "privileged", "profiles", "provider", "pull_policy", "read_only", "restart", "runtime", "scale", "secrets", "security_opt",
        "shm_size", "stdin_open", "stop_grace_period", "stop_signal", "storage_opt", "sysctls", "tmpfs", "tty", "ulimits", "use_api_socket", "user", "userns_mode", "uts", "volumes", "volumes_from", "working_dir",
    ];

    public IEnumerable<ComposeFinding> Look(ComposeSight sight)
    {
        foreach (var key in sight.Whole.Select(pair => pair.Key).Where(key => !Top.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal)))
            yield return sight.About("unknown-key", FindingLevel.Fault, null, key, $"'{key}' is no part of a compose file.", Meant(key, Top));
        if (sight.Services.Count == 0)
            yield return sight.About("no-services", FindingLevel.Fault, null, "services", "It has no services.", "Write them below 'services'.");
        foreach (var (name, value) in sight.Whole["services"] as JsonObject ?? [])
        {
            if (value is not JsonObject)
                yield return sight.About("empty-service", FindingLevel.Fault, name, null, $"The service '{name}' is no mapping.", "Give it an image, or take it out.");
        }

        foreach (var service in sight.Services)
        {
            foreach (var key in service.Keys.Select(pair => pair.Key).Where(key => !Keys.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal)))
                yield return sight.About("unknown-key", FindingLevel.Fault, service.Name, key, $"'{key}' is no key of a service.", Meant(key, Keys));
            if (!service.Says("image") && !service.Says("build") && !service.Says("extends") && !service.Says("provider"))
                yield return sight.About("no-image", FindingLevel.Fault, service.Name, null, $"The service '{service.Name}' has neither an image nor a build.", "Name one of them.");
            foreach (var port in (service.Keys["ports"] as JsonArray ?? []).Where(port => !ComposePort.Read(port).Any()))
                yield return sight.About("port", FindingLevel.Fault, service.Name, "ports", $"The port '{port?.ToJsonString().Trim('"')}' cannot be read.", "Write it as \"HOST:CONTAINER\", such as \"8080:80\".");
            if (service.Text("restart") is { } restart && restart.Split(':')[0] is not ("no" or "always" or "unless-stopped" or "on-failure" or "false"))
                yield return sight.About("restart", FindingLevel.Fault, service.Name, "restart", $"restart is '{restart}'.", "Allowed are no, always, unless-stopped, on-failure and on-failure:N.");
        }
    }

    private static string Meant(string key, IReadOnlyList<string> known) => known.MinBy(word => Spelling.Distance(word, key)) is { } near && Spelling.Distance(near, key) <= 2 ? $"Did you mean '{near}'?" : "Take it out, or begin it with x-.";
}
