using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Governance.Audit;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Where what runs is not what the files say. Of the environment names are told and no values.</summary>
internal sealed class DriftRule(SecretMask mask) : IComposeRule
{
    public IEnumerable<ComposeFinding> Look(ComposeSight sight)
    {
        foreach (var running in sight.Running)
        {
            if (sight.Services.FirstOrDefault(service => service.Name == running.Service) is not { } service)
            {
                yield return sight.About("orphan", FindingLevel.Warning, null, "services", $"`{running.Name}` was made of the service '{running.Service}', which is in no file any more.", "Remove the container, or put the service back.");
                continue;
            }

            foreach (var (key, text) in Of(service, running))
                yield return sight.About("drift", key == "newer" ? FindingLevel.Note : FindingLevel.Warning, service.Name, key, $"`{running.Name}` {text}.", $"/deploy {running.Name} brings in what the file says.");
        }

        var made = sight.Containers.Select(container => ComposeLabels.Of(container, ComposeLabels.Service)).ToHashSet();
        foreach (var service in sight.Services.Where(service => !made.Contains(service.Name) && !service.Says("profiles") && sight.Containers.Count > 0))
            yield return sight.About("not-made", FindingLevel.Note, service.Name, null, $"There is no container of the service '{service.Name}'.", "Bring it up, or take it out.");
    }

    /// <summary>The differences, each with the key of the file that it is about.</summary>
    public IEnumerable<(string Key, string Text)> Of(ComposeService service, RunningService running)
    {
        var (config, host, image) = (running.Inspected.Config!, running.Inspected.HostConfig!, running.Image?.Config);
        if (service.Says("image") && config.Image != service.Image && running.Newest?.ID != running.Inspected.Image)
            yield return ("image", $"was made from {config.Image}, and the file says {service.Image}");
        else if (running.Newest is { } newest && newest.ID != running.Inspected.Image)
            yield return ("newer", $"runs an older image than the one that is here as {service.Image}");
        var entrypoint = service.Entrypoint ?? [.. image?.Entrypoint ?? []];
        if ((service.Says("entrypoint") || image is not null) && !entrypoint.SequenceEqual(config.Entrypoint ?? []))
            yield return ("entrypoint", $"has the entrypoint {Shown(config.Entrypoint)}, and the file says {Shown(entrypoint)}");
        var command = service.Command ?? (service.Says("entrypoint") ? [] : [.. image?.Cmd ?? []]);
        if ((service.Says("command") || image is not null) && !command.SequenceEqual(config.Cmd ?? []))
            yield return ("command", $"has the command {Shown(config.Cmd)}, and the file says {Shown(command)}");
        foreach (var difference in Variables(config.Env ?? [], image?.Env ?? [], running.Environment))
            yield return ("environment", difference);
        foreach (var difference in Ports(service, running).Concat(Mounts(service, running)))
            yield return difference;
        if (ServiceRecipe.Restart(service.Restart) is var restart && (host.RestartPolicy?.Name is { } policy && policy != Docker.DotNet.Models.RestartPolicyKind.Undefined ? policy : Docker.DotNet.Models.RestartPolicyKind.No) != restart.Name)
            yield return ("restart", $"has the restart policy {Word(host.RestartPolicy?.Name)}, and the file says {Word(restart.Name)}");
        if (service.Flag("privileged") != host.Privileged)
            yield return ("privileged", host.Privileged ? "is privileged, and the file does not say so" : "is not privileged, and the file says so");
        if (service.Keys["healthcheck"] is JsonObject check && (string?)check["disable"] != "true" && check["test"] is not null && config.Healthcheck?.Test is not [not "NONE", ..])
            yield return ("healthcheck", "has no healthcheck, and the file has one");
        if (service.NetworkMode is null && (running.Inspected.NetworkSettings?.Networks?.Keys ?? []).ToHashSet() is { Count: > 0 } networks && !networks.SetEquals(service.Networks.Keys))
            yield return ("networks", $"is in {string.Join(", ", networks.Order())}, and the file says {string.Join(", ", service.Networks.Keys.Order())}");
    }

    private static IEnumerable<string> Variables(IEnumerable<string> has, IEnumerable<string> brought, IReadOnlyDictionary<string, string>? wanted)
    {
        if (wanted is null)
            yield break;
        var own = has.Select(line => line.Split('=', 2)).ToLookup(parts => parts[0], parts => parts[^1]).ToDictionary(same => same.Key, same => same.Last());
        var image = brought.Select(line => line.Split('=', 2)[0]).ToHashSet(StringComparer.Ordinal);
        if (wanted.Keys.Where(name => !own.ContainsKey(name)).Order().ToArray() is { Length: > 0 } missing)
            yield return $"lacks {string.Join(", ", missing)} of its environment";
        if (wanted.Where(pair => own.TryGetValue(pair.Key, out var value) && value != pair.Value).Select(pair => pair.Key).Order().ToArray() is { Length: > 0 } other)
            yield return $"has other values than the file for {string.Join(", ", other)}";
        if (own.Keys.Where(name => !wanted.ContainsKey(name) && !image.Contains(name)).Order().ToArray() is { Length: > 0 } more)
            yield return $"has {string.Join(", ", more)} in its environment, which the file does not have";
    }

    private static IEnumerable<(string Key, string Text)> Ports(ComposeService service, RunningService running)
    {
        var wanted = service.Ports.Select(port => $"{Address(port.Address)}{port.Host?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}:{port.Inside}/{port.Protocol}").ToHashSet(StringComparer.Ordinal);
        var has = (running.Inspected.HostConfig!.PortBindings ?? new Dictionary<string, IList<Docker.DotNet.Models.PortBinding>>())
            .SelectMany(pair => pair.Value ?? [], (pair, binding) => $"{Address(binding.HostIP ?? "")}{(binding.HostPort is { Length: > 0 } and not "0" ? binding.HostPort : "any")}:{pair.Key}").ToHashSet(StringComparer.Ordinal);
        if (!wanted.SetEquals(has))
            yield return ("ports", $"publishes {Listed(has)}, and the file says {Listed(wanted)}");
    }

    private static IEnumerable<(string Key, string Text)> Mounts(ComposeService service, RunningService running)
    {
        var wanted = service.Mounts.Where(mount => mount is { Source: not null, Type: not "tmpfs" } && !mount.Source.StartsWith('~')).Select(mount => $"{mount.Source!.TrimEnd('/')}:{mount.Target.TrimEnd('/')}{(mount.ReadOnly ? ":ro" : "")}").ToHashSet(StringComparer.Ordinal);
        var nameless = Deploying.ContainerRecipe.Nameless(running.Inspected).Select(bind => bind.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var has = (running.Inspected.Mounts ?? []).Where(mount => mount.Type is "bind" or "volume" && !nameless.Contains(mount.Name ?? ""))
            .Select(mount => $"{(mount.Type == "volume" ? mount.Name : mount.Source?.TrimEnd('/'))}:{mount.Destination?.TrimEnd('/')}{(mount.RW ? "" : ":ro")}").ToHashSet(StringComparer.Ordinal);
        if (!service.Mounts.Any(mount => mount.Source?.StartsWith('~') == true) && !wanted.SetEquals(has))
            yield return ("volumes", $"mounts {Listed(has)}, and the file says {Listed(wanted)}");
    }

    private static string Address(string address) => address is "" or "0.0.0.0" ? "" : $"{address}:";

    private static string Listed(HashSet<string> items) => items.Count == 0 ? "nothing" : string.Join(", ", items.Order(StringComparer.Ordinal));

    private static string Word(Docker.DotNet.Models.RestartPolicyKind? kind) => kind switch
    {
        Docker.DotNet.Models.RestartPolicyKind.Always => "always",
        Docker.DotNet.Models.RestartPolicyKind.UnlessStopped => "unless-stopped",
        Docker.DotNet.Models.RestartPolicyKind.OnFailure => "on-failure",
        _ => "no",
    };

    private string Shown(IEnumerable<string>? words) => string.Join(' ', words ?? []) is { Length: > 0 } line ? $"`{mask.Apply(line.Length > 120 ? $"{line[..120]}…" : line).Replace('`', '\'')}`" : "of nothing";
}
