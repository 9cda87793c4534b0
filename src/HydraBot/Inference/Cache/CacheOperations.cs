using System.ComponentModel;
using System.Globalization;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Cache;

/// <summary>Shows what the cache saves, and empties it.</summary>
internal sealed class CacheOperations(SemanticCache cache, IOptions<InferenceOptions> options)
{
    [Operation("inference.cache", Toolset = "inference")]
    [Description("Hits, misses and savings of the semantic cache of language model answers")]
    public OperationResult<CacheStatus> Read()
    {
        var (entries, bytes) = cache.Size;
        var status = cache.Counts.Status(entries, bytes, options.Value.Cache);
        return OperationResult.Of(status, Draw(status));
    }

    [Operation("inference.forget", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Empties the cache of language model answers")]
    public OperationResult<CacheForgotten> Forget(Clearance clearance)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var count = cache.Forget();
        return OperationResult.Of(new CacheForgotten(count), new Card { Title = "The cache is empty", Severity = CardSeverity.Good, Text = $"{count} answers were forgotten; the next questions are asked of a model." });
    }

    private static Card Draw(CacheStatus status) => new()
    {
        Title = "Cache of answers",
        Severity = status.Enabled ? CardSeverity.Good : CardSeverity.Neutral,
        Text = status.Enabled ? null : "It is switched off (Inference:Cache:Enabled).",
        Fields =
        [
            new CardField("Answers", string.Create(CultureInfo.InvariantCulture, $"{status.Entries}, {status.Bytes / 1048576.0:0.0} MiB")),
            new CardField("Hits", string.Create(CultureInfo.InvariantCulture, $"{status.Hits} of {status.Hits + status.Misses} ({status.HitRate:P1}); {status.ExactHits} in the same words, {status.SimilarHits} in other words")),
            new CardField("Saved", string.Create(CultureInfo.InvariantCulture, $"{status.Savings.Tokens} tokens, ${status.Savings.Dollars:0.####}, {status.Savings.Milliseconds / 1000.0:0.0} s of waiting")),
            new CardField("Trust", string.Create(CultureInfo.InvariantCulture, $"at most {status.ErrorBound:P1} of similar hits may be wrong; {status.Explored} were checked, {status.Disagreed} would have been; {status.Wrong} got a 👎")),
        ],
    };
}

/// <summary>What was forgotten.</summary>
/// <param name="Answers">How many.</param>
internal sealed record CacheForgotten(int Answers);
