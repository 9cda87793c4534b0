using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Engine;

namespace HydraBot.Sandbox.Upkeep;

/// <summary>Takes away containers that nobody needs: those of a former run of this house, and anybody's whose time is over.</summary>
internal sealed class Reaper(SandboxEngine engine, HouseMark house, LiveWorkers live, TimeProvider time)
{
    /// <summary>What would be taken away now.</summary>
    public async Task<IReadOnlyList<FoundContainer>> FindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await engine.ListAsync(cancellationToken)).Where(found => found.Until < now || (found.House == house.Id && !live.Holds(found.Name)))];
    }

    /// <summary>Takes it away.</summary>
    /// <returns>How many are gone, and why others are not.</returns>
    public async Task<(int Removed, IReadOnlyList<string> Failures)> ReapAsync(CancellationToken cancellationToken)
    {
        var removed = 0;
        var failures = new List<string>();
        foreach (var orphan in await FindAsync(cancellationToken))
        {
            try
            {
                await engine.RemoveAsync(orphan.Id);
                removed++;
            }
            catch (OperationException failure)
            {
                failures.Add($"{orphan.Id[..12]}: {failure.Message}");
            }
        }

        return (removed, failures);
    }
}
