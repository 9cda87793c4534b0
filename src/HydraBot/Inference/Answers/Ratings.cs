using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference.Cache;
using HydraBot.Inference.Chat;
using HydraBot.Inference.Routing;
using HydraBot.Storage;

namespace HydraBot.Inference.Answers;

/// <summary>Takes 👍 and 👎 to those who learn from them: the cache where it gave the answer or keeps it, and the learned policy where its weak model did.</summary>
internal sealed partial class Ratings(AnswerStore store, SemanticCache cache, WeakStrongPredictor predictor, ITuning tuning, ILogger<Ratings> logger) : BackgroundService
{
    public async Task TakeAsync(GivenAnswer answer, Caller rater, bool good, CancellationToken cancellationToken)
    {
        if (!await store.RateAsync(answer, rater, good, cancellationToken))
            return;
        // The answer's id is what its request was split by.
        tuning.Observe(answer.Id, ChatMetrics.Thumbs, good ? 1 : 0);
        if (answer.CacheEntry is var (entry, odds))
            cache.Teach(entry, odds, good);
        if (answer.Weak)
            predictor.Learn(answer.Question, good);
    }

    /// <summary>What was learned before the start is learned again: the policy itself keeps nothing.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var (question, good) in await store.OfWeakAsync(stoppingToken))
                predictor.Learn(question, good);
        }
        catch (StorageException exception)
        {
            LogUnread(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What people thought of answers could not be read; the learned policy begins without it")]
    private partial void LogUnread(Exception exception);
}
