using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.ComfyUI;

/// <summary>The workflows that can be run: those built in, and those in the folder that was set, which come first.</summary>
internal sealed class ComfyUITemplates(IOptions<WorkshopsOptions> options) : ISuggestionSource
{
    private const string Prefix = "HydraBot.Workshops.ComfyUI.Templates.";
    private const int MostBytes = 1024 * 1024;

    public IReadOnlyList<string> Names => [.. Files().Keys.Concat(BuiltIn()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <exception cref="OperationException">There is none of that name, or it is no workflow in API format.</exception>
    public async Task<ComfyUITemplate> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (Files().TryGetValue(name, out var file))
        {
            if (new FileInfo(file).Length > MostBytes)
                throw new OperationException($"The template '{name}' is larger than 1 MB.");
            return Read(name, await File.ReadAllTextAsync(file, cancellationToken));
        }

        if (!BuiltIn().Contains(name))
            throw OperationException.WrongArgument($"There is no template '{name}'; there are {string.Join(", ", Names)}. Further ones are files in Workshops:ComfyUI:Templates.");
        using var reader = new StreamReader(typeof(ComfyUITemplates).Assembly.GetManifestResourceStream($"{Prefix}{name}.json")!);
        return Read(name, await reader.ReadToEndAsync(cancellationToken));
    }

    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in Names.Where(name => name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return name;
    }

    private static ComfyUITemplate Read(string name, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject graph && graph.Count > 0 && graph.All(node => node.Value is JsonObject inner && inner.ContainsKey("class_type")))
                return new ComfyUITemplate(name, graph);
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new OperationException($"The template '{name}' is no workflow in API format; ComfyUI writes one with Workflow > Export (API).");
    }

    private static IEnumerable<string> BuiltIn() => typeof(ComfyUITemplates).Assembly.GetManifestResourceNames()
        .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(resource => resource[Prefix.Length..^".json".Length]);

    private Dictionary<string, string> Files() => options.Value.ComfyUI.Templates is { Length: > 0 } folder && Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.json").ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal)
        : [];
}
