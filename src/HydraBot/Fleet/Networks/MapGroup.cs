namespace HydraBot.Fleet.Networks;

/// <summary>What a line, or a frame, says.</summary>
internal enum LinkKind
{
    Plain,
    Good,
    Missing,
    Wrong,
}

/// <summary>A box of the map: a zone, or a network where no zones are set.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Note">What else there is to say of it, in a word.</param>
/// <param name="Names">Containers, and whether something is wrong with them.</param>
internal sealed record MapGroup(string Name, string Note, IReadOnlyList<(string Name, LinkKind Kind)> Names)
{
    private const string Nowhere = "in no zone";

    public static IReadOnlyList<MapGroup> Of(NetworkReport report)
    {
        if (report.Zones.Count == 0)
            return [.. report.Networks.Select(network => new MapGroup(network.Name, network.Internal ? "no way out" : network.Driver, [.. network.Containers.Select(name => (name, LinkKind.Plain))]))];
        var difference = report.Difference;
        var wrong = difference.Wrong.SelectMany(contact => new[] { contact.From, contact.To }).Concat(difference.Openings.Select(opening => opening.Container)).ToHashSet(StringComparer.Ordinal);
        var missing = difference.Missing.SelectMany(contact => new[] { contact.From, contact.To }).Concat(difference.OnDefaultBridge).ToHashSet(StringComparer.Ordinal);
        var groups = report.Zones.Select(zone => new MapGroup(zone.Name, zone.Internal ? "no way out" : "", [.. zone.Containers.Select(Marked)])).ToList();
        // Of those that no zone names, the ones that are in somebody's way are shown.
        if (difference.Unassigned.Where(wrong.Contains).Select(Marked).ToArray() is { Length: > 0 } strangers)
            groups.Add(new MapGroup(Nowhere, "", strangers));
        return groups;

        (string, LinkKind) Marked(string name) => (name, wrong.Contains(name) ? LinkKind.Wrong : missing.Contains(name) ? LinkKind.Missing : LinkKind.Plain);
    }
}

/// <summary>A line of the map, between two boxes.</summary>
internal sealed record MapLink(string From, string To, LinkKind Kind)
{
    /// <summary>The worst first.</summary>
    public static IEnumerable<MapLink> Of(NetworkReport report, IReadOnlyList<MapGroup> groups) =>
        groups.SelectMany((group, index) => groups.Skip(index + 1).Select(other => (group, other)))
            .Select(pair => new MapLink(pair.group.Name, pair.other.Name, KindOf(report, pair.group, pair.other) ?? LinkKind.Plain))
            .Where(link => link.Kind != LinkKind.Plain || SharesContainers(report, link))
            .OrderByDescending(link => link.Kind);

    private static LinkKind? KindOf(NetworkReport report, MapGroup one, MapGroup other)
    {
        if (report.Zones.Count == 0)
            return null;
        if (report.Difference.Wrong.Any(contact => Between(contact, one, other)))
            return LinkKind.Wrong;
        if (report.Zones.FirstOrDefault(zone => zone.Name == one.Name) is not { } zone || !zone.Talks.Contains(other.Name) || one.Names.Count == 0 || other.Names.Count == 0)
            return null;
        return report.Difference.Missing.Any(contact => Between(contact, one, other)) ? LinkKind.Missing : LinkKind.Good;
    }

    private static bool Between(Contact contact, MapGroup one, MapGroup other) => (Holds(one, contact.From) && Holds(other, contact.To)) || (Holds(one, contact.To) && Holds(other, contact.From));

    private static bool Holds(MapGroup group, string container) => group.Names.Any(name => name.Name == container);

    private static bool SharesContainers(NetworkReport report, MapLink link) => report.Zones.Count == 0
        && report.Networks.First(network => network.Name == link.From).Containers.Intersect(report.Networks.First(network => network.Name == link.To).Containers).Any();
}
