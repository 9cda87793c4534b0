using System.Text;
using HydraBot.Inference.Backends;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Usage;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Cache;

/// <summary>The cache's place in the pipeline: gives an answer again, keeps one, and lets entries learn from answers that were fetched.</summary>
internal sealed class CachedAnswers(SemanticCache cache, AnswerLikeness likeness, InferenceMetrics metrics, IOptions<InferenceOptions> options)
{
    /// <summary>Longer answers are rare, and seldom asked for twice.</summary>
    private const int LongestAnswer = 256 * 1024;

    /// <summary>One hit in so many is fetched all the same, so that entries go on learning where they are trusted.</summary>
    private const int Sample = 50;

    /// <summary>Looks a call up; null where its answers are not for keeping.</summary>
    public CacheLook? Look(InferenceCall call)
    {
        if (!options.Value.Cache.Enabled || CacheQuestion.Of(call) is not { } question)
        {
            cache.Counts.Passed();
            return null;
        }

        if (call.Cache == CacheUse.Refresh)
            return new CacheLook(question, null, null);
        var look = cache.Look(question, call.Facts.Stream);
        return look is { Hit: not null, Exact: false } && Random.Shared.Next(Sample) == 0 ? look with { Hit = null } : look;
    }

    /// <summary>Gives the answer of a hit, as it was streamed or as it was sent.</summary>
    public async ValueTask<CallReport> ReplayAsync(InferenceCall call, CacheLook look, IAnswerSink sink, CancellationToken cancellationToken)
    {
        var entry = look.Hit!;
        var mark = look.Exact ? "exact" : "similar";
        var body = call.Facts.Stream ? entry.Streamed ?? WholeAsStream.Of(entry.Whole!) : entry.Whole!;
        sink.Begin(new AnswerHead(200, call.Facts.Stream ? "text/event-stream" : "application/json", call.Facts.Stream ? null : body.Length)
        {
            Endpoint = entry.Endpoint,
            Model = entry.Model,
            Cache = mark,
            Route = "cache",
        });
        // Whoever has the answer finds it counted.
        cache.Counts.Hit(look.Exact, entry);
        metrics.Cached(mark);
        await sink.WriteAsync(body, cancellationToken);
        return new CallReport { Status = 200, Served = true, Endpoint = entry.Endpoint, Model = entry.Model, Cache = mark, Route = "cache", CacheEntry = (entry.Id, look.Odds) };
    }

    /// <summary>Keeps what was fetched, under the id that it returns (null where it is not kept), and tells the nearest entry whether its answer would have done.</summary>
    public long? Keep(InferenceCall call, CacheLook look, RecordingSink recorded, CallReport report)
    {
        cache.Counts.Missed();
        metrics.Cached("miss");
        if (report is not { Status: 200, Trouble: null, Chunks: { Finish: "stop", CallsTools: false } chunks } || recorded.Bytes is not { Length: > 0 and <= LongestAnswer } bytes)
            return null;
        var text = Encoding.UTF8.GetString(chunks.Text);
        if (look is { Nearest: { } nearest, Odds: { } odds })
        {
            var agreed = likeness.SaysTheSame(nearest.Text, text);
            nearest.Observe(odds, agreed);
            cache.Counts.Explored(agreed);
        }

        var copy = bytes.ToArray();
        return cache.Keep(look, entry =>
        {
            if (call.Facts.Stream)
                entry.Streamed = copy;
            else
                entry.Whole = copy;
            entry.Text = text;
            entry.Endpoint = report.Endpoint;
            entry.Model = report.Model;
            entry.Tokens = report.Tokens.Total;
            entry.Cost = report.Cost;
            entry.Took = report.Duration;
        }).Id;
    }
}
