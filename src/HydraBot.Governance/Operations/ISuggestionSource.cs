namespace HydraBot.Governance.Operations;

/// <summary>Completes a parameter: reads, changes nothing, answers fast.</summary>
public interface ISuggestionSource
{
    /// <summary>Values that fit what was typed so far, best first.</summary>
    IAsyncEnumerable<string> SuggestAsync(string typed, CancellationToken cancellationToken);
}
