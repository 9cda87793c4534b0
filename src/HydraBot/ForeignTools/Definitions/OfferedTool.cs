using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace HydraBot.ForeignTools.Definitions;

/// <summary>A tool as its server describes it.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Definition">All that a model or a person is told of it, as one canonical text.</param>
/// <param name="Sha256">Of that text: another word in it is another tool.</param>
internal sealed partial record OfferedTool(string Name, string Definition, string Sha256)
{
    private const int LongestDefinition = 64 * 1024, LongestDescription = 300;

    private readonly JsonElement _definition = JsonElement.Parse(Definition);

    /// <summary>What it says that it does: short, on one line, without characters that hide.</summary>
    public string Description => PlainText.Cut(Spaces().Replace(PlainText.Clean(Text("description") ?? Text("title") ?? "No description."), " ").Trim(), LongestDescription);

    /// <summary>Its arguments, in the part of JSON Schema that the house reads.</summary>
    public JsonElement Schema => OfferedSchema.Arguments(_definition.TryGetProperty("inputSchema", out var schema) ? schema : default);

    public static OfferedTool Read(string name, string definition) => new(name, definition, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(definition))));

    /// <summary>What it is; null where its name or its definition is none that the house lets in.</summary>
    public static OfferedTool? Of(Tool tool)
    {
        if (!NamePattern().IsMatch(tool.Name))
            return null;
        try
        {
            var all = JsonSerializer.SerializeToNode(tool, McpJsonUtilities.DefaultOptions)!.AsObject();
            var told = new JsonObject();
            foreach (var part in (string[])["name", "title", "description", "inputSchema", "outputSchema", "annotations"])
                told[part] = all[part]?.DeepClone();
            var text = CanonicalJson.Write(JsonElement.Parse(told.ToJsonString()));
            if (text.Length > LongestDefinition)
                return null;
            var read = Read(tool.Name, text);
            // Whoever asks for these later asks for all tools at once: none of them may fail then.
            return read.Description.Length > 0 && read.Schema.ValueKind == JsonValueKind.Object ? read : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            // What two readers may read differently has no hash.
            return null;
        }
    }

    /// <summary>Over all of them: what an Owner agrees to.</summary>
    public static string Together(IEnumerable<OfferedTool> tools) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', tools.OrderBy(tool => tool.Name, StringComparer.Ordinal).Select(tool => $"{tool.Name} {tool.Sha256}")))))[..16];

    private string? Text(string part) => _definition.TryGetProperty(part, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,128}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
