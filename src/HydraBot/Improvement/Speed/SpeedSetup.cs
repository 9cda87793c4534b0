using System.Globalization;

namespace HydraBot.Improvement.Speed;

/// <summary>How a backend runs; an empty word or 0 is as it was started, which nobody here knows.</summary>
/// <param name="Draft">The draft model, <c>none</c> or <c>ngram</c>.</param>
/// <param name="DraftTokens">How many tokens are drafted at once.</param>
/// <param name="Split">How the model is shared among GPUs.</param>
/// <param name="Cache">How keys and values are kept.</param>
/// <param name="Batch">Requests that run at once.</param>
internal sealed record SpeedSetup(string Draft = "", int DraftTokens = 0, string Split = "", string Cache = "", int Batch = 0)
{
    public const string None = "none", Ngram = "ngram";

    public bool Drafts => Draft is not ("" or None);

    /// <summary>Each knob by itself: what else it may be, given the rest.</summary>
    public IEnumerable<IReadOnlyList<SpeedSetup>> Knobs(SpeedBackendOptions limits)
    {
        yield return [.. limits.DraftModels.Select(draft => this with { Draft = draft, DraftTokens = draft == None ? 0 : DraftTokens })];
        // Lengths mean nothing without something that drafts.
        yield return Drafts ? [.. limits.DraftTokens.Select(count => this with { DraftTokens = count })] : [];
        yield return [.. limits.Splits.Select(split => this with { Split = split })];
        yield return [.. limits.CacheModes.Select(cache => this with { Cache = cache })];
        yield return [.. limits.BatchSizes.Select(batch => this with { Batch = batch })];
    }

    /// <summary>In a few words for people.</summary>
    public override string ToString()
    {
        string[] parts =
        [
            Draft.Length == 0 ? "" : Draft == None ? "no draft" : $"draft {Path.GetFileNameWithoutExtension(Draft)}",
            DraftTokens == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{DraftTokens} drafted"),
            Split.Length == 0 ? "" : $"split {Split}",
            Cache.Length == 0 ? "" : $"cache {Cache}",
            Batch == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"batch {Batch}"),
        ];
        var text = string.Join(", ", parts.Where(part => part.Length > 0));
        return text.Length == 0 ? "as started" : text;
    }
}
