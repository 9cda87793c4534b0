using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Services;

/// <summary>The environment that a service gets from its files.</summary>
internal sealed class ComposeEnvironment(ComposeProjects projects)
{
    /// <exception cref="OperationException">An environment file that is wanted is not there.</exception>
    public async Task<Dictionary<string, string>> OfAsync(ComposeService service, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, wanted) in Files(service.Keys["env_file"]))
        {
            var host = ComposeProjects.Under(service.Project.HostFolder, path);
            try
            {
                var own = new Dictionary<string, string>(service.Project.Environment.Concat(known).GroupBy(pair => pair.Key).Select(same => same.Last()), StringComparer.Ordinal);
                var before = own.Keys.ToHashSet(StringComparer.Ordinal);
                var text = await File.ReadAllTextAsync(projects.Reach(host), cancellationToken);
                var read = new Dictionary<string, string>(StringComparer.Ordinal);
                EnvironmentFile.ReadInto(text, own);
                EnvironmentFile.ReadInto(text, read);
                foreach (var name in read.Keys)
                    known[name] = own[name];
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                if (wanted)
                    throw new OperationException($"The service '{service.Name}' takes its environment from {host}, which cannot be read: {failure.Message}", failure);
            }
        }

        foreach (var (name, value) in ComposeMerge.Mapping(service.Keys["environment"]))
        {
            // A name alone takes over the value that the one who calls Compose has.
            if (value?.ToString() is { } text || service.Project.Environment.TryGetValue(name, out text))
                known[name] = text;
        }

        return known;
    }

    private static IEnumerable<(string Path, bool Wanted)> Files(JsonNode? written) => written switch
    {
        JsonValue one => [(one.GetValue<string>(), true)],
        JsonObject map when map["path"] is JsonValue path => [(path.GetValue<string>(), (string?)map["required"] != "false")],
        JsonArray several => several.SelectMany(Files),
        _ => [],
    };
}
