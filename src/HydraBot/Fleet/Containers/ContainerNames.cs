using System.Runtime.CompilerServices;
using HydraBot.Fleet.Engine;
using HydraBot.Governance.Operations;

namespace HydraBot.Fleet.Containers;

/// <summary>Completes a container's name: those that run first. Asked at every key, so it asks the engine every two seconds at most.</summary>
internal sealed class ContainerNames(IContainerEngine engine, TimeProvider time) : ISuggestionSource
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>Discord gives an autocomplete three seconds in all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private Snapshot? _latest;

    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = typed.Trim();
        foreach (var container in (await ListAsync(cancellationToken))
            .Where(container => container.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(container => container.Name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(container => container.IsUp)
            .ThenBy(container => container.Name, StringComparer.Ordinal))
        {
            yield return container.Name;
        }
    }

    private async Task<IReadOnlyList<Container>> ListAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _latest) is { } latest && time.GetElapsedTime(latest.At) < Fresh)
            return latest.Containers;

        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        IReadOnlyList<Container> containers;
        try
        {
            containers = (await engine.SeeAsync(Patience, either.Token)).Containers;
        }
        catch (Exception exception) when (exception is OperationException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Nothing to suggest; the operation itself says what is wrong when it is run.
            containers = [];
        }

        Volatile.Write(ref _latest, new Snapshot(time.GetTimestamp(), containers));
        return containers;
    }

    private sealed record Snapshot(long At, IReadOnlyList<Container> Containers);
}
