using System.Runtime.CompilerServices;
using HydraBot.Governance.Operations;

namespace HydraBot.Inference.Endpoints;

/// <summary>Completes the name of a model.</summary>
internal sealed class ModelNames(EndpointDirectory directory, TimeProvider time) : ISuggestionSource
{
    /// <summary>Discord gives an autocomplete three seconds in all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async IAsyncEnumerable<string> SuggestAsync(string typed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = typed.Trim();
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        foreach (var model in (await directory.GlanceAsync(either.Token))
            .SelectMany(probe => probe.Models)
            .Distinct(StringComparer.Ordinal)
            .Where(model => model.Contains(wanted, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(model => model.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)))
        {
            yield return model;
        }
    }
}
