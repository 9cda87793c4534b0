namespace HydraBot.Fleet.Networks;

/// <summary>A zone and its members.</summary>
internal sealed record ZoneLine(string Name, bool Internal, IReadOnlyList<string> Talks, IReadOnlyList<string> Containers);

/// <summary>A network and who is on it.</summary>
internal sealed record NetworkLine(string Name, string Driver, bool Internal, IReadOnlyList<string> Containers);

/// <summary>The networks as they are, and what is not as it is wanted.</summary>
/// <param name="Zones">The wanted layout; none where no zone is set.</param>
/// <param name="Networks">Those with containers on them.</param>
/// <param name="Difference">What is not as it is wanted.</param>
/// <param name="Unfinished">Plans that were cut off; network.resume goes on with them, network.undo takes them back.</param>
/// <param name="Container">Whom it was asked about; null for all.</param>
/// <param name="Reaches">Whom that one reaches, and how.</param>
/// <param name="ReachedBy">Who reaches it, and how.</param>
internal sealed record NetworkReport(
    IReadOnlyList<ZoneLine> Zones,
    IReadOnlyList<NetworkLine> Networks,
    NetworkDifference Difference,
    IReadOnlyList<long> Unfinished,
    string? Container,
    IReadOnlyList<Contact>? Reaches,
    IReadOnlyList<Contact>? ReachedBy)
{
    public static NetworkReport Of(Topology topology, Layout layout, IReadOnlyList<long> unfinished, NetworkedContainer? about)
    {
        var reachability = new Reachability(topology);
        var others = topology.Containers.Where(container => about is not null && container.Id != about.Id).ToArray();
        return new NetworkReport(
            [.. layout.Zones.Select(zone => new ZoneLine(
                zone.Name, zone.Internal, [.. layout.Zones.Where(other => other.Name != zone.Name && zone.Talks(other)).Select(other => other.Name)],
                [.. topology.Containers.Where(container => layout.Of(container).Contains(zone)).Select(container => container.Name)]))],
            [.. topology.Networks.Values.Select(network => new NetworkLine(
                network.Name, network.Driver, network.Internal, [.. topology.Containers.Where(container => reachability.StackOf(container).Endpoints.ContainsKey(network.Name)).Select(container => container.Name)]))
                .Where(line => line.Containers.Count > 0).OrderBy(line => line.Name, StringComparer.Ordinal)],
            NetworkDifference.Of(topology, layout),
            unfinished,
            about?.Name,
            about is null ? null : Contacts(others.Select(other => new Contact(about.Name, other.Name, reachability.Between(about, other)))),
            about is null ? null : Contacts(others.Select(other => new Contact(other.Name, about.Name, reachability.Between(other, about)))));
    }

    private static Contact[] Contacts(IEnumerable<Contact> contacts) => [.. contacts.Where(contact => contact.Way is not null)];
}

/// <summary>A plan by its number, as <c>network.apply</c> takes it.</summary>
/// <param name="Plan">Its number; null where there is nothing to do.</param>
/// <param name="Steps">In order, in words.</param>
/// <param name="Notes">What to know before.</param>
/// <param name="Left">What is not as it is wanted even afterwards.</param>
internal sealed record NetworkPreviewReport(long? Plan, IReadOnlyList<string> Steps, IReadOnlyList<string> Notes, NetworkDifference Left);

/// <summary>A plan that was applied or taken back.</summary>
/// <param name="Plan">Its number.</param>
/// <param name="Steps">How many steps were taken.</param>
/// <param name="Skipped">What there was nothing left to take back of.</param>
/// <param name="Left">What is not as it is wanted now.</param>
/// <param name="Seconds">How long it took, with the watching.</param>
internal sealed record NetworkChange(long Plan, int Steps, IReadOnlyList<string> Skipped, NetworkDifference Left, double Seconds);
