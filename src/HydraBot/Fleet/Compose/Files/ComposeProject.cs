using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Yaml;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Compose.Files;

/// <summary>The compose files of one project, and what they say together.</summary>
/// <param name="Name">The project's.</param>
/// <param name="Folder">Its working folder, where HydraBot reaches it.</param>
/// <param name="HostFolder">The same on its host.</param>
/// <param name="Files">In the order in which later ones override earlier ones.</param>
/// <param name="Environment">Values for variables.</param>
internal sealed record ComposeProject(
    string Name, string Folder, string HostFolder, IReadOnlyList<ComposeFile> Files, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The file that a service is written in: the last one that has it as a mapping of its own.</summary>
    public ComposeFile? FileOf(string service) => Files.LastOrDefault(file => file.Service(service) is YamlMap) ?? Files.LastOrDefault(file => file.Service(service) is not null);

    /// <summary>All files as one, variables put in.</summary>
    /// <param name="interpolation">Told what was missing; null to leave variables as they are written.</param>
    /// <exception cref="OperationException">One of them is faulty.</exception>
    public JsonObject Merge(Interpolation? interpolation)
    {
        var merged = new JsonObject();
        foreach (var file in Files)
        {
            try
            {
                merged = (JsonObject)ComposeMerge.Of(merged, (JsonObject)(interpolation is null ? YamlModel.Of(file.Sound())! : interpolation.Apply(YamlModel.Of(file.Sound()))!));
            }
            catch (YamlFault fault)
            {
                throw new OperationException($"{file.HostPath}:{fault.Line}:{fault.Column}: {fault.Message}", fault);
            }
        }

        return ComposeExtends.Resolve(merged);
    }

    /// <summary>One service as all files together have it; null where none does.</summary>
    public JsonObject? Service(string name) => (Merge(new Interpolation(Environment))["services"] as JsonObject)?[name] as JsonObject;
}
