using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace HydraBot.Hosting.Tuning;

/// <summary>All tunables at one moment. It never changes: whoever holds one sees the same values to the end of its work.</summary>
internal sealed class TuningSnapshot
{
    private readonly FrozenDictionary<string, TuningValue> _changed;

    public TuningSnapshot(long version, TuningCatalog catalog, IReadOnlyDictionary<string, TuningValue> changed)
    {
        (Version, Catalog) = (version, catalog);
        _changed = changed.Where(pair => catalog.Find(pair.Key) is { } known && known.Default != pair.Value).ToFrozenDictionary(StringComparer.Ordinal);
        Hash = HashOf(catalog, this);
    }

    /// <summary>Rises with every swap.</summary>
    public long Version { get; }

    /// <summary>Of all values, 16 hexadecimal digits: two snapshots that say the same have the same.</summary>
    public string Hash { get; }

    public TuningCatalog Catalog { get; }

    /// <summary>Those that are not as they were built.</summary>
    public IReadOnlyDictionary<string, TuningValue> Changed => _changed;

    public TuningValue this[Tunable tunable] => _changed.TryGetValue(tunable.Name, out var value) ? value : tunable.Default;

    public double Number(Tunable tunable) => this[tunable].Number;

    public string Text(Tunable tunable) => this[tunable].Text ?? "";

    /// <summary>The same with some values changed.</summary>
    public TuningSnapshot With(long version, IReadOnlyDictionary<string, TuningValue> changes)
    {
        var changed = new Dictionary<string, TuningValue>(_changed, StringComparer.Ordinal);
        foreach (var (name, value) in changes)
            changed[name] = value;
        return new TuningSnapshot(version, Catalog, changed);
    }

    /// <summary>As it is stored: what was changed, by name.</summary>
    public string Write()
    {
        var json = new JsonObject();
        foreach (var (name, value) in _changed.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json[name] = value.ToJson();
        return json.ToJsonString();
    }

    private static string HashOf(TuningCatalog catalog, TuningSnapshot snapshot)
    {
        var text = new StringBuilder();
        foreach (var tunable in catalog.All)
            text.Append(tunable.Name).Append('=').Append(snapshot[tunable]).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
