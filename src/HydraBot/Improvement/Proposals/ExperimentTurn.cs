using HydraBot.Governance.Operations;

namespace HydraBot.Improvement.Proposals;

/// <summary>One experiment at a time for each suite: two at once would measure each other.</summary>
internal sealed class ExperimentTurn
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Holds suites until it is disposed.</summary>
    /// <exception cref="OperationException">An experiment runs on one of them.</exception>
    public IDisposable Take(IEnumerable<string> suites)
    {
        string[] wanted = [.. suites.Distinct(StringComparer.Ordinal)];
        lock (_gate)
        {
            if (wanted.FirstOrDefault(_taken.Contains) is { } busy)
                throw new OperationException($"An experiment runs on '{busy}' already; one at a time.");
            foreach (var suite in wanted)
                _taken.Add(suite);
        }

        return new Place(this, wanted);
    }

    private void Release(string[] suites)
    {
        lock (_gate)
            _taken.ExceptWith(suites);
    }

    private sealed class Place(ExperimentTurn turn, string[] suites) : IDisposable
    {
        public void Dispose() => turn.Release(suites);
    }
}
