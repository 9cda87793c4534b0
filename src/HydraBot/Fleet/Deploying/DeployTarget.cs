using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Deploying;

/// <summary>What somebody means by the name of a container or of a service, and what its compose files say of it where they can be reached.</summary>
/// <param name="Container">Which.</param>
/// <param name="Service">Null where Compose did not make it, or its files are out of reach.</param>
/// <param name="Note">Why its files do not count; null where they do, or where there are none.</param>
internal sealed record DeployTarget(Container Container, ComposeService? Service, string? Note);

/// <summary>Finds it.</summary>
internal sealed class DeployTargets(IContainerEngine engine, ContainerFinder finder, ComposeProjects projects)
{
    /// <exception cref="OperationException">None or several fit, or its compose file is faulty.</exception>
    public async Task<DeployTarget> FindAsync(string wanted, CancellationToken cancellationToken)
    {
        var container = await ContainerAsync(wanted, cancellationToken);
        if (ComposeLabels.Of(container, ComposeLabels.Service) is not { } name || ComposeLabels.Of(container, ComposeLabels.OneOff) == "True" || ComposeLabels.Of(container, ComposeLabels.Files) is not { } files)
            return new DeployTarget(container, null, null);
        var folder = ComposeLabels.Of(container, ComposeLabels.Folder) ?? "/";
        if (files.Split(',').Select(file => ComposeProjects.Under(folder, file.Trim())).FirstOrDefault(file => !File.Exists(projects.Reach(file))) is { } missing)
            return new DeployTarget(container, null, $"{missing} is out of reach, so the container is made anew as it is");

        var project = await projects.OfAsync(container, cancellationToken);
        return Service(project, name) is { } service
            ? new DeployTarget(container, service, null)
            : throw new OperationException($"The compose files of `{container.Name}` have no service '{name}' any more. Nothing was changed.");
    }

    private static ComposeService? Service(ComposeProject project, string name)
    {
        var interpolation = new Interpolation(project.Environment);
        var whole = project.Merge(interpolation);
        if (interpolation.Faults.Count > 0)
            throw new OperationException($"The compose files of '{project.Name}' cannot be read: {string.Join("; ", interpolation.Faults.Distinct())}. Nothing was changed.");
        return (whole["services"] as JsonObject)?[name] is JsonObject keys ? new ComposeService(name, keys, project, whole) : null;
    }

    /// <summary>A container's own name goes before the name of a service.</summary>
    private async Task<Container> ContainerAsync(string wanted, CancellationToken cancellationToken)
    {
        var named = (await engine.ListAsync(cancellationToken)).Where(container => container.Host is null).Where(container => container.Name == wanted.Trim() || ComposeLabels.Of(container, ComposeLabels.Service) == wanted.Trim()).ToArray();
        return (named.FirstOrDefault(container => container.Name == wanted.Trim()), named) switch
        {
            ({ } exact, _) => exact,
            (_, [var only]) => only,
            _ => await finder.FindHereAsync(wanted, cancellationToken),
        };
    }
}
