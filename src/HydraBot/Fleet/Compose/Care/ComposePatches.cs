using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HydraBot.Fleet.Compose.Editing;
using HydraBot.Fleet.Compose.Yaml;

namespace HydraBot.Fleet.Compose.Care;

/// <summary>Makes a patch of what a rule wants, when the file then says that and everything else as before.</summary>
internal sealed class ComposePatches(ComposeMask mask)
{
    private const int NameLength = 16;

    /// <summary>The finding with its patch; without one where the edit would change more than it should.</summary>
    public ComposeFinding Offer(ComposeFinding finding, WantedEdit? wanted)
    {
        if (wanted is null)
            return finding;
        var expected = YamlModel.Of(wanted.File.Root)!;
        if (!Put(expected, wanted.Path, wanted.Value))
            return finding;
        var text = TextEdit.Apply(wanted.File.Text, [wanted.Edit]);
        if (wanted.File.Become(text) is not { Root: { } root } || !JsonNode.DeepEquals(YamlModel.Of(root), expected))
            return finding;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{wanted.File.Path}\n{wanted.File.Hash}\n{text}")))[..NameLength];
        var patch = new ComposePatch(name, wanted.File, text, UnifiedDifference.Of(wanted.File.HostPath, wanted.File.Text, text, mask.Line));
        return finding with { Patch = name, Change = patch };
    }

    private static bool Put(JsonNode model, IReadOnlyList<string> path, string value)
    {
        var at = model;
        foreach (var step in path.SkipLast(1))
            at = at is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : at?[step];
        switch (at)
        {
            case JsonArray list:
                list[int.Parse(path[^1], CultureInfo.InvariantCulture)] = value;
                return true;
            case JsonObject map:
                map[path[^1]] = value;
                return true;
            default:
                return false;
        }
    }
}
