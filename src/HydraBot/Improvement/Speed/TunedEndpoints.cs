using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Speed;

/// <summary>Completes the name of an endpoint that may be tuned.</summary>
internal sealed class TunedEndpoints(IOptions<ImprovementOptions> options) : ISuggestionSource
{
    public IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken) => options.Value.Speed.Backends.Keys.Holding(typed);
}
