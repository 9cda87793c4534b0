using System.Text.Json.Nodes;

namespace HydraBot.Fleet.Compose.Yaml;

/// <summary>What a text says, with aliases and merges (<c>&lt;&lt;</c>) put in: mappings, lists and strings.</summary>
internal sealed class YamlModel
{
    /// <summary>A few lines of aliases to aliases can stand for a tree that fills the memory.</summary>
    private const int MostParts = 200_000;

    private int _parts;

    /// <exception cref="YamlFault">It grows beyond all measure, or a merge is none.</exception>
    public static JsonNode? Of(YamlPart? part) => part is null ? null : new YamlModel().Build(part);

    private JsonNode? Build(YamlPart part)
    {
        if (++_parts > MostParts)
            throw new YamlFault("its aliases stand for more than can be held", part.Line, part.Column);
        return part.Target switch
        {
            YamlText { IsNull: true } => null,
            YamlText text => JsonValue.Create(text.Value),
            YamlList list => new JsonArray([.. list.Items.Select(Build)]),
            YamlMap map => BuildMap(map),
            _ => null,
        };
    }

    private JsonObject BuildMap(YamlMap map)
    {
        var built = new JsonObject();
        foreach (var (key, value) in map.Entries)
        {
            if (key.Target is not YamlText name)
                throw new YamlFault("a key is a word, not a list or a mapping", key.Line, key.Column);
            if (name.Value != "<<")
                built[name.Value] = Build(value);
        }

        foreach (var (_, merged) in map.Entries.Where(entry => entry.Key is YamlText { Value: "<<" }))
        {
            foreach (var source in merged.Target is YamlList several ? several.Items : [merged])
            {
                if (source.Target is not YamlMap)
                    throw new YamlFault("<< takes over a mapping, and this is none", source.Line, source.Column);
                foreach (var (name, value) in (JsonObject)Build(source)!)
                {
                    if (!built.ContainsKey(name))
                        built[name] = value?.DeepClone();
                }
            }
        }

        return built;
    }
}
