using System.Globalization;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Services;

/// <summary>
/// Makes a container's recipe what its compose file says. For image, command, environment, ports, volumes, labels, networks, restart and healthcheck the file is the
/// truth, in what it leaves out too; of other keys what it says counts, and what it does not say stays as the container has it.
/// </summary>
internal static class ServiceRecipe
{
    /// <summary>Keys that are of no concern to the engine, or that are read elsewhere.</summary>
    private static readonly HashSet<string> Read = new(
    [
        "image", "build", "command", "entrypoint", "environment", "env_file", "ports", "expose", "volumes", "labels", "networks", "network_mode", "restart", "healthcheck", "user", "working_dir", "hostname",
        "domainname", "stop_signal", "stop_grace_period", "init", "privileged", "read_only", "cap_add", "cap_drop", "devices", "extra_hosts", "dns", "dns_search", "dns_opt", "security_opt", "tmpfs", "shm_size",
        "mem_limit", "mem_reservation", "cpus", "pids_limit", "tty", "stdin_open", "sysctls", "pid", "ipc", "group_add", "runtime", "depends_on", "container_name", "pull_policy", "profiles", "extends", "develop",
    ],
    StringComparer.Ordinal);

    /// <summary>Keys of a service whose meaning the new container takes over from the old one.</summary>
    public static IReadOnlyList<string> Kept(ComposeService service) =>
        [.. service.Keys.Select(pair => pair.Key).Where(key => !Read.Contains(key) && !key.StartsWith("x-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <param name="recipe">The container's own; it is changed.</param>
    /// <param name="networks">Its networks; they are changed.</param>
    /// <param name="service">What the files say.</param>
    /// <param name="environment">The environment that they give it.</param>
    /// <param name="nameless">Nameless volumes of the old container, which go on where nothing else takes their place.</param>
    public static void Apply(
        CreateContainerParameters recipe, Dictionary<string, EndpointSettings> networks, ComposeService service, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> nameless)
    {
        var host = recipe.HostConfig!;
        recipe.Image = service.Image;
        recipe.Cmd = service.Command is { } command ? [.. command] : null!;
        recipe.Entrypoint = service.Entrypoint is { } entrypoint ? [.. entrypoint] : null!;
        recipe.Env = [.. environment.Select(pair => $"{pair.Key}={pair.Value}")];
        recipe.Labels = service.Labels.Concat(recipe.Labels!.Where(label => label.Key.StartsWith("com.docker.compose.", StringComparison.Ordinal) && !service.Labels.ContainsKey(label.Key))).ToDictionary();
        recipe.Healthcheck = Healthcheck(service.Keys["healthcheck"] as JsonObject)!;
        host.RestartPolicy = Restart(service.Restart);
        Publish(recipe, service);
        Mount(host, service, nameless);
        Connect(host, networks, service);
        Rest(recipe, host, service);
    }

    /// <summary>As the engine takes it; null where the image's own counts.</summary>
    public static HealthcheckConfig? Healthcheck(JsonObject? written)
    {
        if (written is null)
            return null;
        if ((string?)written["disable"] == "true")
            return new HealthcheckConfig { Test = ["NONE"] };
        return new HealthcheckConfig
        {
            Test = written["test"] switch
            {
                JsonArray list => [.. list.OfType<JsonValue>().Select(word => word.GetValue<string>())],
                JsonValue line => ["CMD-SHELL", line.GetValue<string>()],
                _ => null!,
            },
            Interval = ComposeUnits.Span((string?)written["interval"]),
            Timeout = ComposeUnits.Span((string?)written["timeout"]),
            StartPeriod = ComposeUnits.Span((string?)written["start_period"]),
            Retries = long.TryParse((string?)written["retries"], CultureInfo.InvariantCulture, out var retries) ? retries : null,
        };
    }

    public static RestartPolicy Restart(string written)
    {
        var parts = written.Split(':');
        return new RestartPolicy
        {
            Name = parts[0] switch
            {
                "always" => RestartPolicyKind.Always,
                "unless-stopped" => RestartPolicyKind.UnlessStopped,
                "on-failure" => RestartPolicyKind.OnFailure,
                _ => RestartPolicyKind.No,
            },
            MaximumRetryCount = parts.Length > 1 && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var most) ? most : 0,
        };
    }

    private static void Publish(CreateContainerParameters recipe, ComposeService service)
    {
        recipe.HostConfig!.PortBindings = service.Ports.GroupBy(port => $"{port.Inside}/{port.Protocol}").ToDictionary(
            same => same.Key, same => (IList<PortBinding>)[.. same.Select(port => new PortBinding { HostIP = port.Address, HostPort = port.Host?.ToString(CultureInfo.InvariantCulture) ?? "" })]);
        recipe.ExposedPorts = recipe.HostConfig.PortBindings.Keys
            .Concat(service.List("expose").Select(port => port.Contains('/', StringComparison.Ordinal) ? port : $"{port}/tcp")).Distinct().ToDictionary(port => port, _ => default(EmptyStruct));
    }

    private static void Mount(HostConfig host, ComposeService service, IReadOnlyList<string> nameless)
    {
        var mounts = service.Mounts;
        var targets = mounts.Where(mount => mount.Source is not null).Select(mount => mount.Target).ToHashSet(StringComparer.Ordinal);
        host.Mounts = [];
        host.Binds = [.. mounts.Where(mount => mount.Source is not null).Select(mount => $"{mount.Source}:{mount.Target}{(mount.Mode.Length > 0 ? $":{mount.Mode}" : "")}"), .. nameless.Where(bind => !targets.Contains(bind.Split(':')[1]))];
        if (service.Says("tmpfs") || mounts.Any(mount => mount.Type == "tmpfs"))
            host.Tmpfs = service.List("tmpfs").Concat(mounts.Where(mount => mount.Type == "tmpfs").Select(mount => mount.Target)).Select(item => item.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "");
    }

    private static void Connect(HostConfig host, Dictionary<string, EndpointSettings> networks, ComposeService service)
    {
        if (service.NetworkMode is { } mode)
        {
            // What shares the network of another service names it by a word that the engine does not know; it stays as it is.
            if (!mode.StartsWith("service:", StringComparison.Ordinal))
                host.NetworkMode = mode;
            networks.Clear();
            return;
        }

        var wanted = service.Networks;
        foreach (var gone in networks.Keys.Except(wanted.Keys).ToArray())
            networks.Remove(gone);
        foreach (var (name, keys) in wanted)
        {
            var endpoint = networks.TryGetValue(name, out var known) ? known : networks[name] = new EndpointSettings();
            endpoint.Aliases = [.. (endpoint.Aliases ?? []).Append(service.Name).Concat((keys["aliases"] as JsonArray ?? []).Select(alias => alias!.ToString())).Distinct()];
            if ((string?)keys["ipv4_address"] is { } address)
                endpoint.IPAMConfig = new EndpointIPAMConfig { IPv4Address = address };
        }

        host.NetworkMode = wanted.Keys.First();
    }

    private static void Rest(CreateContainerParameters recipe, HostConfig host, ComposeService service)
    {
        void When(string key, Action set)
        {
            if (service.Says(key))
                set();
        }

        When("user", () => recipe.User = service.Text("user")!);
        When("working_dir", () => recipe.WorkingDir = service.Text("working_dir")!);
        When("hostname", () => recipe.Hostname = service.Text("hostname")!);
        When("domainname", () => recipe.Domainname = service.Text("domainname")!);
        When("stop_signal", () => recipe.StopSignal = service.Text("stop_signal")!);
        When("stop_grace_period", () => recipe.StopTimeout = ComposeUnits.Span(service.Text("stop_grace_period")));
        When("tty", () => recipe.Tty = service.Flag("tty"));
        When("stdin_open", () => recipe.OpenStdin = service.Flag("stdin_open"));
        When("init", () => host.Init = service.Flag("init"));
        When("privileged", () => host.Privileged = service.Flag("privileged"));
        When("read_only", () => host.ReadonlyRootfs = service.Flag("read_only"));
        When("cap_add", () => host.CapAdd = [.. service.List("cap_add")]);
        When("cap_drop", () => host.CapDrop = [.. service.List("cap_drop")]);
        When("extra_hosts", () => host.ExtraHosts = [.. service.List("extra_hosts").Select(line => line.Replace('=', ':'))]);
        When("dns", () => host.DNS = [.. service.List("dns")]);
        When("dns_search", () => host.DNSSearch = [.. service.List("dns_search")]);
        When("dns_opt", () => host.DNSOptions = [.. service.List("dns_opt")]);
        When("security_opt", () => host.SecurityOpt = [.. service.List("security_opt")]);
        When("group_add", () => host.GroupAdd = [.. service.List("group_add")]);
        When("runtime", () => host.Runtime = service.Text("runtime")!);
        When("pid", () => host.PidMode = service.Text("pid")!);
        When("ipc", () => host.IpcMode = service.Text("ipc")!);
        When("sysctls", () => host.Sysctls = ComposeMerge.Mapping(service.Keys["sysctls"]).ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? ""));
        When("shm_size", () => host.ShmSize = Size(service, "shm_size"));
        When("mem_limit", () => (host.Memory, host.MemorySwap) = (Size(service, "mem_limit"), 0));
        When("mem_reservation", () => host.MemoryReservation = Size(service, "mem_reservation"));
        When("cpus", () => host.NanoCPUs = (long)(Number(service, "cpus") * 1e9));
        When("pids_limit", () => host.PidsLimit = (long)Number(service, "pids_limit"));
        When("devices", () => host.Devices = [.. service.List("devices").Select(device => device.Split(':')).Select(parts => new DeviceMapping
        {
            PathOnHost = parts[0],
            PathInContainer = parts.Length > 1 ? parts[1] : parts[0],
            CgroupPermissions = parts.Length > 2 ? parts[2] : "rwm",
        })]);
    }

    private static long Size(ComposeService service, string key) => ComposeUnits.Bytes(service.Text(key)) ?? throw Unreadable(service, key, "a size such as 512m");

    private static double Number(ComposeService service, string key) =>
        double.TryParse(service.Text(key), CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable(service, key, "a number");

    private static OperationException Unreadable(ComposeService service, string key, string allowed) =>
        new($"In the service '{service.Name}' {key} is '{service.Text(key)}'; allowed is {allowed}.");
}
