using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>Finds the compose files of a container by the labels that Compose left on it.</summary>
internal sealed class ComposeProjects(IOptions<ComposeOptions> options)
{
    /// <exception cref="OperationException">Compose did not make it, or its files are out of reach.</exception>
    public async Task<ComposeProject> OfAsync(Container container, CancellationToken cancellationToken)
    {
        if (ComposeLabels.Of(container, ComposeLabels.Files) is not { } named)
            throw new OperationException($"`{container.Name}` was not made by Compose: no compose file is named in its labels.");
        var folder = ComposeLabels.Of(container, ComposeLabels.Folder) ?? Path.GetDirectoryName(named.Split(',')[0]) ?? "/";
        return await ReadAsync(
            ComposeLabels.Of(container, ComposeLabels.Project) ?? container.Name, folder, named.Split(','), ComposeLabels.Of(container, ComposeLabels.Environment)?.Split(','), cancellationToken);
    }

    /// <param name="name">The project's.</param>
    /// <param name="folder">Its working folder, on its host.</param>
    /// <param name="files">Its files, on its host.</param>
    /// <param name="environment">Files with values for variables; <c>.env</c> in the folder where none is named.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ComposeProject> ReadAsync(string name, string folder, IReadOnlyList<string> files, IReadOnlyList<string>? environment, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["COMPOSE_PROJECT_NAME"] = name };
        foreach (var file in environment ?? [".env"])
        {
            if (await ReadTextAsync(Reach(Under(folder, file)), cancellationToken) is { } text)
                EnvironmentFile.ReadInto(text, known);
        }

        var read = new List<ComposeFile>();
        foreach (var file in files)
        {
            var host = Under(folder, file.Trim());
            read.Add(await ComposeFile.ReadAsync(Reach(host), host, cancellationToken));
        }

        return new ComposeProject(name, Reach(folder), folder, read, known);
    }

    /// <summary>Where HydraBot reaches what its host has at this path.</summary>
    public string Reach(string path)
    {
        foreach (var mapping in options.Value.Paths.OrderByDescending(mapping => mapping.From!.Length))
        {
            var from = mapping.From!.TrimEnd('/', '\\');
            if (path.StartsWith(from, StringComparison.Ordinal) && (path.Length == from.Length || path[from.Length] is '/' or '\\'))
                return mapping.To!.TrimEnd('/', '\\') + path[from.Length..].Replace('\\', '/');
        }

        return path;
    }

    /// <summary>A path of the host, which may be another system than ours.</summary>
    public static string Under(string folder, string path)
    {
        var rooted = path.StartsWith('/') || (path.Length > 1 && path[1] == ':') || path.StartsWith('\\');
        if (rooted)
            return path;
        return folder.Contains('\\', StringComparison.Ordinal) ? $"{folder.TrimEnd('\\')}\\{path}" : Path.GetFullPath(path, folder.StartsWith('/') ? folder : "/");
    }

    private static async Task<string?> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Most projects have none; what is missing for want of it is told by its name.
            return null;
        }
    }
}
