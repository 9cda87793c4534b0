using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Containers;

/// <summary>Finds the one container that somebody means by its name or the beginning of its id.</summary>
internal sealed class ContainerFinder(IContainerEngine engine)
{
    /// <summary>Ids shorter than this are more likely a mistyped name.</summary>
    private const int ShortestId = 4;

    private const int MostCandidates = 10;

    /// <exception cref="OperationException">None or several fit; the message says which there are.</exception>
    public async Task<Container> FindAsync(string wanted, CancellationToken cancellationToken)
    {
        var name = wanted.Trim().TrimStart('/');
        var sight = await engine.SeeAsync(null, cancellationToken);
        var containers = sight.Containers;
        var gaps = sight.Silent.Count > 0 ? $" {sight.Gaps}" : "";
        if (sight.IsBlind)
            throw new OperationException(sight.Gaps);
        if (containers.Count == 0)
            throw OperationException.WrongArgument($"There is no container '{name}': the engine at {engine.Address} has none at all.{gaps}");

        var fitting = Fitting(name, containers);
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw OperationException.WrongArgument($"There is no container '{name}'. There are: {Names(containers)}.{gaps}"),
            _ => throw OperationException.WrongArgument($"'{name}' could be any of {fitting.Count}: {Names(fitting)}. Say more of it."),
        };
    }

    /// <summary>Of this machine's own containers alone: for what is done through its files, networks or images.</summary>
    /// <exception cref="OperationException">It is on another host, or none or several fit.</exception>
    public async Task<Container> FindHereAsync(string wanted, CancellationToken cancellationToken)
    {
        var found = await FindAsync(wanted, cancellationToken);
        return found.Host is not { } host ? found
            : throw new OperationException($"`{found.Name}` is on `{host}`: this is done on the machine that HydraBot runs on alone. From here it can be looked at, its log read, started, stopped, restarted, healed and asked by `/exec`.");
    }

    /// <summary>What fits best wins: the name as it is, then in any case, then an id, then the only name that begins so.</summary>
    private static List<Container> Fitting(string name, IReadOnlyList<Container> containers) =>
        new Func<Container, bool>[]
        {
            container => container.Name == name || container.Id == name,
            container => string.Equals(container.Name, name, StringComparison.OrdinalIgnoreCase),
            container => name.Length >= ShortestId && container.Id.StartsWith(name, StringComparison.OrdinalIgnoreCase),
            container => name.Length > 0 && container.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase),
        }
        .Select(fits => containers.Where(fits).ToList())
        .FirstOrDefault(found => found.Count > 0) ?? [];

    private static string Names(IReadOnlyList<Container> containers)
    {
        var names = string.Join(", ", containers
            .OrderByDescending(container => container.IsUp)
            .ThenBy(container => container.Name, StringComparer.Ordinal)
            .Take(MostCandidates)
            .Select(container => $"`{container.Name}` ({container.Id[..12]})"));
        return containers.Count > MostCandidates ? $"{names} and {containers.Count - MostCandidates} more" : names;
    }
}
