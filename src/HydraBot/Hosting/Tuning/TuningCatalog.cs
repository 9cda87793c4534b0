using System.Collections.Frozen;
using System.Text.Json;

namespace HydraBot.Hosting.Tuning;

/// <summary>The tunables of one room, and what it tells of its requests.</summary>
internal sealed record TunableSet(IReadOnlyList<Tunable> Tunables, IReadOnlyList<TrafficMetric> Metrics);

/// <summary>All tunables of the house, by name, and all by which experiments on requests are judged.</summary>
internal sealed class TuningCatalog(IEnumerable<TunableSet> sets)
{
    private readonly FrozenDictionary<string, Tunable> _byName =
        sets.SelectMany(set => set.Tunables).ToFrozenDictionary(tunable => tunable.Name, StringComparer.Ordinal);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<Tunable> All => field ??= [.. _byName.Values.OrderBy(tunable => tunable.Name, StringComparer.Ordinal)];

    public IReadOnlyList<TrafficMetric> Metrics { get; } = [.. sets.SelectMany(set => set.Metrics).OrderBy(metric => metric.Name, StringComparer.Ordinal)];

    public Tunable? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Reads values by name; every fault is named.</summary>
    public IReadOnlyDictionary<string, TuningValue> Read(JsonElement json, ICollection<string> problems)
    {
        var values = new Dictionary<string, TuningValue>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (Find(member.Name) is not { } tunable)
                problems.Add($"There is no tunable '{(member.Name.Length > 80 ? member.Name[..80] : member.Name)}'; there are {string.Join(", ", All.Select(known => known.Name))}.");
            else if (tunable.TryRead(member.Value, out var value, out var problem))
                values[member.Name] = value;
            else
                problems.Add(problem);
        }

        return values;
    }
}
