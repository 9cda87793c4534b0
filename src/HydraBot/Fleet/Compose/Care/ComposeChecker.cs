using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Fleet.Compose.Yaml;
using HydraBot.Fleet.Deploying;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Looks through the compose files of what runs here, or through one file.</summary>
internal sealed class ComposeChecker(IContainerEngine engine, DeployEngine inspector, ComposeProjects projects, ComposeEnvironment environments, IEnumerable<IComposeRule> rules)
{
    /// <param name="wanted">A project, a service or a container; all where it is null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationException">Nothing is called so.</exception>
    public async Task<ComposeReport> CheckAsync(string? wanted, CancellationToken cancellationToken)
    {
        var made = (await engine.ListAsync(cancellationToken)).Where(container => container.Host is null && ComposeLabels.Of(container, ComposeLabels.Files) is not null && ComposeLabels.Of(container, ComposeLabels.OneOff) != "True")
            .GroupBy(container => ComposeLabels.Of(container, ComposeLabels.Files)!).ToArray();
        var meant = made.Where(group => wanted is null || group.Any(container => new[] { container.Name, ComposeLabels.Of(container, ComposeLabels.Project), ComposeLabels.Of(container, ComposeLabels.Service) }.Contains(wanted))).ToArray();
        if (wanted is not null && meant.Length == 0)
            throw new OperationException($"No compose project, service or container is called '{wanted}'. Projects are: {string.Join(", ", made.Select(group => ComposeLabels.Of(group.First(), ComposeLabels.Project)).Distinct())}.");
        var (names, findings) = (new List<string>(), new List<ComposeFinding>());
        foreach (var group in meant)
        {
            var name = ComposeLabels.Of(group.First(), ComposeLabels.Project) ?? group.First().Name;
            names.Add(name);
            try
            {
                findings.AddRange(await LookAsync(await projects.OfAsync(group.First(), cancellationToken), [.. group], cancellationToken));
            }
            catch (OperationException failure)
            {
                findings.Add(new ComposeFinding("unreachable", FindingLevel.Warning, name, group.Key.Split(',')[0], 1, null, failure.Message, "Make it readable for HydraBot."));
            }
        }

        return Sorted(names, findings);
    }

    /// <summary>Looks through one file, whatever was made of it.</summary>
    /// <param name="path">On the host.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ComposeReport> CheckFileAsync(string path, CancellationToken cancellationToken)
    {
        if (Path.GetExtension(path) is not (".yml" or ".yaml" or ".json") || !(Path.IsPathRooted(path) || path.Contains(":\\", StringComparison.Ordinal)))
            throw OperationException.WrongArgument($"'{path}' is no compose file; allowed is the full path of a .yml, .yaml or .json file.");
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : "/";
        var containers = (await engine.ListAsync(cancellationToken)).Where(container => container.Host is null && ComposeLabels.Of(container, ComposeLabels.Files)?.Split(',').Contains(path) == true).ToArray();
        var name = containers.Select(container => ComposeLabels.Of(container, ComposeLabels.Project)).FirstOrDefault() ?? Path.GetFileName(folder).ToLowerInvariant();
        return Sorted([name], await LookAsync(await projects.ReadAsync(name, folder, [path], null, cancellationToken), containers, cancellationToken));
    }

    /// <summary>A container closely, with what it was made from and what its files give it.</summary>
    public async Task<RunningService?> RunningAsync(Container container, ComposeService? service, CancellationToken cancellationToken)
    {
        try
        {
            var inspected = await inspector.InspectAsync(container.Id, cancellationToken);
            var image = await inspector.FindImageAsync(inspected.Image!, cancellationToken);
            var newest = service is null ? image : await inspector.FindImageAsync(service.Image, cancellationToken);
            return new RunningService(ComposeLabels.Of(container, ComposeLabels.Service) ?? "", inspected, image, newest, service is null ? null : await EnvironmentAsync(service, cancellationToken));
        }
        catch (OperationException)
        {
            // It was removed between the list and the look.
            return null;
        }
    }

    private async Task<IReadOnlyList<ComposeFinding>> LookAsync(ComposeProject project, IReadOnlyList<Container> containers, CancellationToken cancellationToken)
    {
        if (project.Files.Where(file => file.Fault is not null).ToArray() is { Length: > 0 } faulty)
            return [.. faulty.Select(file => Faulty(project, file, file.Fault!))];
        try
        {
            var interpolation = new Interpolation(project.Environment);
            var sight = new ComposeSight(project, project.Merge(interpolation), project.Merge(null), interpolation, containers, []);
            var running = new List<RunningService>();
            foreach (var container in containers)
            {
                var service = sight.Services.FirstOrDefault(known => known.Name == ComposeLabels.Of(container, ComposeLabels.Service));
                if (await RunningAsync(container, service, cancellationToken) is { } close)
                    running.Add(close);
            }

            sight = sight with { Running = running };
            return [.. rules.SelectMany(rule => rule.Look(sight))];
        }
        catch (YamlFault fault)
        {
            return [Faulty(project, project.Files[0], fault)];
        }
    }

    private async Task<IReadOnlyDictionary<string, string>?> EnvironmentAsync(ComposeService service, CancellationToken cancellationToken)
    {
        try
        {
            return await environments.OfAsync(service, cancellationToken);
        }
        catch (OperationException)
        {
            // Its file is missing, which is a finding of its own.
            return null;
        }
    }

    private static ComposeFinding Faulty(ComposeProject project, ComposeFile file, YamlFault fault) => new(
        "yaml", FindingLevel.Fault, project.Name, file.HostPath, fault.Line, null, $"It is no sound YAML at column {fault.Column}: {fault.Message}.", "Mend this place first; until then nothing else of it can be read.");

    private static ComposeReport Sorted(IReadOnlyList<string> names, IEnumerable<ComposeFinding> findings) => new(
        names, [.. findings.OrderByDescending(finding => finding.Level).ThenBy(finding => finding.File, StringComparer.Ordinal).ThenBy(finding => finding.Line)]);
}
