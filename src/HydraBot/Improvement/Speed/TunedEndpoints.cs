using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Speed;

/// <summary>Completes the name of an endpoint that may be tuned.</summary>
internal sealed class TunedEndpoints(IOptions<ImprovementOptions> options) : ISuggestionSource
{
    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var name in options.Value.Speed.Backends.Keys.Where(name => name.Contains(typed.Trim(), StringComparison.OrdinalIgnoreCase)))
            yield return name;
    }
}
