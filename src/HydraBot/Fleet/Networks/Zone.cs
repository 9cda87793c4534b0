using System.IO.Enumeration;
using HydraBot.Fleet.Compose.Files;

namespace HydraBot.Fleet.Networks;

/// <summary>A group of the wanted layout.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">Whom it names, and whom it talks with.</param>
internal sealed record Zone(string Name, ZoneOptions Options)
{
    public bool Internal => Options.Internal;

    /// <summary>Networks know no direction: a permission of one holds for both.</summary>
    public bool Talks(Zone other) => Name == other.Name || Names(this, other) || Names(other, this);

    public bool Holds(NetworkedContainer container) => Options.Containers.Any(pattern => Fits(pattern, container.Name))
        || Options.Labels.Any(label => HasLabel(container, label))
        || (container.Labels.TryGetValue(ComposeLabels.Project, out var project) && Options.Projects.Any(pattern => Fits(pattern, project)));

    private static bool Names(Zone zone, Zone other) => zone.Options.Talks.Contains(other.Name, StringComparer.OrdinalIgnoreCase);

    private static bool HasLabel(NetworkedContainer container, string wanted) => wanted.Split('=', 2) is [var name, var value]
        ? container.Labels.TryGetValue(name, out var said) && Fits(value, said)
        : container.Labels.ContainsKey(wanted);

    /// <summary>The whole name: a part of it would let strangers in.</summary>
    private static bool Fits(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);
}
