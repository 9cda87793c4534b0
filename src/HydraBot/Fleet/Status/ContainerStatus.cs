using System.Text;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;

namespace HydraBot.Fleet.Status;

/// <summary>The containers' section of the status: counts, and those that need somebody first.</summary>
internal sealed class ContainerStatus(IContainerEngine engine) : IStatusSource
{
    /// <summary>More names than this do not help on a phone.</summary>
    private const int MostNames = 8;

    public string Name => "Containers";

    public int Order => 20;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Container> containers;
        try
        {
            containers = await engine.ListAsync(cancellationToken);
        }
        catch (OperationException unreachable)
        {
            // A desk without Docker is a state of the house, not a failure of the status.
            return Unreachable(unreachable.Message);
        }
        catch (OperationCanceledException)
        {
            return Unreachable($"The container engine at {engine.Address} does not answer in time: it hangs, or is very busy.");
        }

        var attention = containers.Where(container => container.NeedsAttention).OrderBy(container => container.Name, StringComparer.Ordinal).ToArray();
        return new StatusSection(attention.Length > 0 ? CardSeverity.Bad : CardSeverity.Good, Text(containers, attention))
        {
            Concerns = [.. attention.Take(MostNames).Select(Concern)],
            Figures = new Dictionary<string, double>
            {
                ["total"] = containers.Count,
                ["running"] = containers.Count(container => container.State == ContainerState.Running),
                ["healthy"] = containers.Count(container => container.Health == ContainerHealth.Healthy),
                ["unhealthy"] = containers.Count(container => container.Health == ContainerHealth.Unhealthy),
                ["starting"] = containers.Count(container => container.Health == ContainerHealth.Starting),
                ["restarting"] = containers.Count(container => container.State == ContainerState.Restarting),
                ["stopped"] = containers.Count(container => !container.IsUp && container.State != ContainerState.Restarting),
            },
        };
    }

    private static StatusSection Unreachable(string text) => new(CardSeverity.Warning, text) { Concerns = ["No container engine answers."] };

    private static string Text(IReadOnlyList<Container> containers, Container[] attention)
    {
        if (containers.Count == 0)
            return "None.";

        var text = new StringBuilder();
        foreach (var container in attention.Take(MostNames))
            text.AppendLine(ContainerLine.Short(container));
        if (attention.Length > MostNames)
            text.Append("and ").Append(attention.Length - MostNames).AppendLine(" more that need somebody");
        return text.AppendJoin(", ", Counts(containers)).ToString();
    }

    private static IEnumerable<string> Counts(IReadOnlyList<Container> containers)
    {
        yield return $"{containers.Count(container => container.State == ContainerState.Running)} of {containers.Count} running";
        foreach (var (health, word) in new[] { (ContainerHealth.Healthy, "healthy"), (ContainerHealth.Starting, "starting") })
        {
            if (containers.Count(container => container.Health == health) is > 0 and var count)
                yield return $"{count} {word}";
        }

        if (containers.Count(container => container is { State: ContainerState.Running, Health: ContainerHealth.None }) is > 0 and var unchecked_)
            yield return $"{unchecked_} without a healthcheck";
    }

    private static string Concern(Container container) => container.Health == ContainerHealth.Unhealthy
        ? $"Container `{container.Name}` is unhealthy."
        : $"Container `{container.Name}` is {container.State.ToString().ToLowerInvariant()}.";
}
