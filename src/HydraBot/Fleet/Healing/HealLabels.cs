using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Healing;

/// <summary>What a container's labels say to healing.</summary>
internal static class HealLabels
{
    /// <summary><c>false</c>: never healed. <c>true</c>: started again when it ended, whatever its restart policy.</summary>
    public const string Heal = "hydrabot.heal";

    /// <summary><c>true</c> or <c>false</c>: whether it holds data, where the table of images does not know.</summary>
    public const string Data = "hydrabot.data";

    /// <summary>Names of containers that have to be well first, separated by commas.</summary>
    public const string DependsOn = "hydrabot.depends_on";

    private const string Project = "com.docker.compose.project", Service = "com.docker.compose.service", ComposeDependsOn = "com.docker.compose.depends_on";

    public static bool? Says(Container container, string label) => container.Labels.TryGetValue(label, out var text) && bool.TryParse(text.Trim(), out var value) ? value : null;

    /// <summary>Those among all that this one needs: by our label, and by what Compose wrote down (<c>db:service_healthy:false,cache:...</c>).</summary>
    public static IEnumerable<Container> DependenciesOf(Container container, IReadOnlyList<Container> all)
    {
        var names = List(container, DependsOn).ToArray();
        var services = List(container, ComposeDependsOn).Select(part => part.Split(':')[0]).ToArray();
        container.Labels.TryGetValue(Project, out var project);
        return all.Where(other => other.Id != container.Id && other.Host == container.Host && (names.Contains(other.BareName)
            || (project is not null && other.Labels.GetValueOrDefault(Project) == project && services.Contains(other.Labels.GetValueOrDefault(Service)))));
    }

    private static string[] List(Container container, string label) =>
        container.Labels.TryGetValue(label, out var text) ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
}
