namespace HydraBot.Fleet.Networks;

/// <summary>Names that containers take along to another network, so that those who ask for <c>db</c> still find it.</summary>
internal sealed class NetworkNames(IReadOnlyList<NetworkUnit> units, IReadOnlyDictionary<string, HashSet<string>> on)
{
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>Names that could not be taken along.</summary>
    public IEnumerable<string> Notes => _notes;

    /// <summary>A name that somebody else has there as well would lead to either of them: nobody takes it along, but for those who shared it before.</summary>
    public IReadOnlyList<string> On(string network, NetworkUnit unit)
    {
        var taken = new List<string>();
        foreach (var name in Aliases(unit).Order(StringComparer.Ordinal))
        {
            if (units.FirstOrDefault(other => other.Id != unit.Id && on[other.Id].Contains(network) && Disputes(name, unit, other)) is { } rival)
                _notes.Add($"`{name}` could be `{unit.Stack.Name}` or `{rival.Stack.Name}` on `{network}`: there `{unit.Stack.Name}` goes by its own name alone.");
            else
                taken.Add(name);
        }

        return taken;
    }

    private static bool Disputes(string name, NetworkUnit unit, NetworkUnit other) => other.Stack.Name == name
        || (Aliases(other).Contains(name) && !unit.Stack.Endpoints.Any(mine => mine.Value.Aliases.Contains(name)
            && other.Stack.Endpoints.TryGetValue(mine.Key, out var theirs) && theirs.Aliases.Contains(name)));

    private static HashSet<string> Aliases(NetworkUnit unit) => [.. unit.Stack.Endpoints.Values.SelectMany(endpoint => endpoint.Aliases).Where(name => name != unit.Stack.Name)];
}
