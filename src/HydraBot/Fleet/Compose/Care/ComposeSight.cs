using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Editing;
using HydraBot.Fleet.Compose.Files;
using HydraBot.Fleet.Compose.Healthchecks;
using HydraBot.Fleet.Compose.Services;
using HydraBot.Fleet.Compose.Yaml;
using HydraBot.Fleet.Engine;
using YamlDotNet.Core;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>A project as its rules see it.</summary>
/// <param name="Project">Its files.</param>
/// <param name="Whole">All of them as one, variables put in.</param>
/// <param name="Raw">The same as it is written.</param>
/// <param name="Interpolation">What was missing among the variables.</param>
/// <param name="Containers">What was made of it.</param>
/// <param name="Running">The same, closely.</param>
internal sealed record ComposeSight(
    ComposeProject Project, JsonObject Whole, JsonObject Raw, Interpolation Interpolation, IReadOnlyList<Container> Containers, IReadOnlyList<RunningService> Running)
{
    public IReadOnlyList<ComposeService> Services { get; } = [.. (Whole["services"] as JsonObject ?? [])
        .Where(pair => pair.Value is JsonObject).Select(pair => new ComposeService(pair.Key, (JsonObject)pair.Value!, Project, Whole))];

    /// <summary>The digest under which the image of a service that runs is known to its registry; null where it is not, or where nothing runs.</summary>
    public string? Digest(ComposeService service)
    {
        var wanted = ImageName.Read(service.Image);
        return Running.FirstOrDefault(running => running.Service == service.Name)?.Image?.RepoDigests?
            .Select(ImageName.Read).FirstOrDefault(known => known.Path.Split('/')[^1] == wanted.Last && known.Digest is not null)?.Digest;
    }

    /// <summary>A finding at the place where a key of a service is written, or as near to it as there is one.</summary>
    public ComposeFinding About(string rule, FindingLevel level, string? service, string? key, string text, string advice)
    {
        var file = (service is null ? null : Project.FileOf(service)) ?? Project.Files[0];
        var services = file.Root?["services"]?.Target as YamlMap;
        var part = service is null ? file.Root?.KeyOf(key) : (services?[service] as YamlMap)?.KeyOf(key) ?? services?.KeyOf(service);
        return new ComposeFinding(rule, level, Project.Name, file.HostPath, part?.Line ?? 1, service, text, advice);
    }

    /// <summary>A value of the environment where it is written, with the keys down to it and what stands before it in its own scalar; null where it comes from elsewhere.</summary>
    public (ComposeFile File, YamlText Text, string Prefix, IReadOnlyList<string> Path)? Variable(string service, string name)
    {
        if (Project.FileOf(service) is not { } file || file.Service(service) is not YamlMap map)
            return null;
        switch (map["environment"])
        {
            case YamlMap environment when environment[name] is YamlText text:
                return (file, text, "", ["services", service, "environment", name]);
            case YamlList list:
                var index = list.Items.FindIndex(item => item is YamlText text && text.Value.StartsWith($"{name}=", StringComparison.Ordinal));
                return index < 0 ? null : (file, (YamlText)list.Items[index], $"{name}=", ["services", service, "environment", index.ToString(CultureInfo.InvariantCulture)]);
            default:
                return null;
        }
    }

    /// <summary>Puts words into a scalar at a place of its value; null where the value is not written as it is read.</summary>
    public static WantedEdit? Insert(ComposeFile file, YamlText text, int at, string words, IReadOnlyList<string> path)
    {
        var start = text.Start + (text.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0);
        return text.Anchor is null && start + text.Value.Length <= file.Text.Length && file.Text.AsSpan(start, text.Value.Length).SequenceEqual(text.Value)
            ? new WantedEdit(file, new TextEdit(start + at, 0, words), path, text.Value.Insert(at, words))
            : null;
    }
}
