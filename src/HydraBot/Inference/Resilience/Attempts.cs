using System.Text;
using HydraBot.Inference.Backends;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Routing;
using HydraBot.Inference.Usage;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Resilience;

/// <summary>Asks the candidates of a plan until one has answered whole, or none is left.</summary>
internal sealed class Attempts(BackendCaller backends, HealthBook health, EndpointQueues queues, InferenceMetrics metrics, IOptions<InferenceOptions> options, TimeProvider time)
{
    /// <summary>A second round waits no longer than this; whoever asks for more is answered with the wait.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>A timer may ring a little early; a backend that still rests then would not be asked.</summary>
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(20);

    /// <summary>When whoever finds every queue full may come again.</summary>
    private static readonly TimeSpan QueueWait = TimeSpan.FromSeconds(5);

    public async Task<CallReport> RunAsync(InferenceCall call, RoutePlan plan, IAnswerSink sink, CancellationToken cancellationToken)
    {
        var tried = new List<(ModelChoice Choice, AttemptOutcome Outcome)>();
        for (var round = 0; ; round++)
        {
            for (var index = 0; index < plan.Candidates.Count; index++)
            {
                var candidate = plan.Candidates[index];
                if (tried.Any(one => one.Choice == candidate && !MayRepeat(one.Outcome)))
                    continue;
                var second = index + 1 < plan.Candidates.Count ? plan.Candidates[index + 1] : null;
                if (await AskAsync(call, plan, candidate, second, sink, cancellationToken) is not { } asked)
                    continue;
                tried.Add((asked.Choice, asked.Outcome));
                switch (asked.Outcome.End)
                {
                    case AttemptEnd.Served:
                        return Report(call, plan, asked.Choice, asked.Run, asked.Outcome, Sent(tried));
                    case AttemptEnd.Refused:
                        return await RefuseAsync(sink, plan, asked, Sent(tried), cancellationToken);
                    case AttemptEnd.Broken:
                        return await GoOnAsync(call, plan, asked, sink, tried, cancellationToken);
                }
            }

            if (round >= options.Value.Retries || Wait(tried, round) is not { } wait)
                return await GiveUpAsync(plan, sink, tried, cancellationToken);
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Asks one, and a second one beside it when the first is slower than it mostly is. Null where it is left alone at present.</summary>
    private async Task<Asked?> AskAsync(InferenceCall call, RoutePlan plan, ModelChoice candidate, ModelChoice? second, IAnswerSink sink, CancellationToken cancellationToken)
    {
        var slow = options.Value.Hedge.Enabled && second is not null ? health.Of(candidate).SlowFirstByte : null;
        if (slow is not { } usual)
            return await AskOneAsync(call, plan, candidate, sink, cancellationToken);

        var race = new Race(sink);
        using var stopFirst = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stopSecond = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stopWaiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = AskOneAsync(call, plan, candidate, new RaceSink(race, stopSecond), stopFirst.Token);
        var patience = Task.Delay(usual > options.Value.Hedge.Least ? usual : options.Value.Hedge.Least, time, stopWaiting.Token);
        if (await Task.WhenAny(first, patience) == first || race.IsWon || !second!.Endpoint.Equals(candidate.Endpoint) && health.Of(second).IsOpen)
        {
            await stopWaiting.CancelAsync();
            return await first;
        }

        metrics.Hedged(candidate);
        var other = AskOneAsync(call, plan, second, new RaceSink(race, stopFirst), stopSecond.Token);
        var early = await Task.WhenAny(first, other);
        var late = early == first ? other : first;
        // A refusal speaks for both, but not into an answer that the other one has begun.
        if (early.IsCompletedSuccessfully && await early is { Outcome.End: not AttemptEnd.Failed } won && (won.Outcome.End != AttemptEnd.Refused || race.TryWin(won)))
        {
            await (early == first ? stopSecond : stopFirst).CancelAsync();
            await Quietly(late);
            return won;
        }

        if (early.IsCompletedSuccessfully)
            return await late ?? await early;
        await Quietly(early);
        return await late;
    }

    /// <summary>The loser of a race was told to stop; what it says then is of no account.</summary>
    private static async Task Quietly(Task loser)
    {
        try
        {
            await loser;
        }
        catch (OperationCanceledException)
        {
            // As it was told.
        }
        catch (InferenceFaultException)
        {
            // Its protocol cannot say the request.
        }
    }

    private async Task<Asked?> AskOneAsync(InferenceCall call, RoutePlan plan, ModelChoice candidate, IAnswerSink sink, CancellationToken cancellationToken)
    {
        var known = health.Of(candidate);
        if (known.IsOpen)
            return null;
        if (await queues.EnterAsync(candidate.Endpoint, call.Priority, cancellationToken) is { } crowded)
            return new Asked(candidate, new AttemptRun(sink), new AttemptOutcome(AttemptEnd.Failed) { Trouble = crowded, Status = 503, Full = true });
        try
        {
            if (!known.TryBegin())
                return null;
            var began = time.GetTimestamp();
            var run = new AttemptRun(sink) { Route = plan.Reason, Cache = call.Cache == CacheUse.Off ? null : "miss" };
            AttemptOutcome outcome;
            try
            {
                outcome = await backends.AskAsync(call, candidate, ModelInBody.Set(call.Body, call.Facts, candidate.Model), run, cancellationToken);
            }
            catch
            {
                known.Left();
                throw;
            }

            Learn(call, candidate, known, run, outcome, time.GetElapsedTime(began));
            return new Asked(candidate, run, outcome);
        }
        finally
        {
            queues.Of(candidate.Endpoint).Leave();
        }
    }

    private void Learn(InferenceCall call, ModelChoice candidate, BackendHealth known, AttemptRun run, AttemptOutcome outcome, TimeSpan took)
    {
        var tokens = TokenMeter.Count(call.Facts, run.Chunks);
        if (outcome.End == AttemptEnd.Served)
            known.Served(run.FirstByte, took, tokens.Input, tokens.Output);
        else if (outcome.End == AttemptEnd.Refused)
            known.Left();
        else
            known.Failed(outcome.Trouble ?? "it failed", outcome.End == AttemptEnd.Broken, outcome.RetryAfter);
        metrics.Attempted(candidate, outcome, run, took, tokens);
        if (run.Chunks.Usage is var (input, output) && !TokenMeter.IsPossible(call.Facts, run.Chunks, input, output))
            metrics.Odd(candidate, "usage");
        if (run.Repaired)
            metrics.Odd(candidate, "utf8");
    }

    /// <summary>The caller has a part. Another backend goes on where that is possible; otherwise the caller is told, and gets no proper end.</summary>
    private async Task<CallReport> GoOnAsync(
        InferenceCall call, RoutePlan plan, Asked broken, IAnswerSink sink, List<(ModelChoice Choice, AttemptOutcome Outcome)> tried, CancellationToken cancellationToken)
    {
        var trouble = broken.Outcome.Trouble;
        var said = Encoding.UTF8.GetString(broken.Run.Chunks.Text);
        if (options.Value.ContinueBroken && Continuation.IsPossible(call, broken.Run.Chunks) && Continuation.Of(call, said) is { } rest)
        {
            foreach (var candidate in plan.Candidates.Where(candidate => candidate != broken.Choice))
            {
                var joined = new ContinuationSink(sink, said);
                if (await AskOneAsync(rest, plan, candidate, joined, cancellationToken) is not { } asked)
                    continue;
                tried.Add((candidate, asked.Outcome));
                if (asked.Outcome.End == AttemptEnd.Served)
                {
                    metrics.Continued(candidate);
                    return Report(call, plan, candidate, asked.Run, asked.Outcome, Sent(tried)) with { Trouble = $"{broken.Choice.Endpoint.Name} broke off ({trouble}); {candidate.Endpoint.Name} went on" };
                }

                if (joined.Begun)
                    break;
            }
        }

        var fault = InferenceFault.Broken($"The answer broke off: {broken.Choice.Endpoint.Name}: {trouble}. What came is not all.");
        var report = await InferencePipeline.EndAsync(sink, fault, cancellationToken);
        return report with
        {
            Endpoint = broken.Choice.Endpoint.Name,
            Model = broken.Choice.Model,
            Tokens = TokenMeter.Count(call.Facts, broken.Run.Chunks),
            FirstByte = broken.Run.FirstByte,
            Attempts = Sent(tried),
            Route = plan.Reason,
            Cause = trouble,
        };
    }

    private static async Task<CallReport> RefuseAsync(IAnswerSink sink, RoutePlan plan, Asked asked, int attempts, CancellationToken cancellationToken)
    {
        var body = asked.Outcome.Words ?? InferenceFault.Invalid($"{asked.Choice.Endpoint.Name} refuses the request: {asked.Outcome.Trouble}.").ToJson();
        sink.Begin(asked.Run.Head(asked.Choice, asked.Outcome.Status, "application/json", body.Length, null));
        await sink.WriteAsync(body, cancellationToken);
        return new CallReport
        {
            Status = asked.Outcome.Status,
            Endpoint = asked.Choice.Endpoint.Name,
            Model = asked.Choice.Model,
            Trouble = asked.Outcome.Trouble,
            Attempts = attempts,
            Route = plan.Reason,
            Cause = asked.Outcome.Trouble,
            Failures = [new BackendFailure(asked.Choice, asked.Outcome.Trouble ?? "it refuses", asked.Outcome.Status)],
        };
    }

    /// <summary>Says why each did not answer; the wait, where all of them want one.</summary>
    private async Task<CallReport> GiveUpAsync(RoutePlan plan, IAnswerSink sink, List<(ModelChoice Choice, AttemptOutcome Outcome)> tried, CancellationToken cancellationToken)
    {
        var resting = plan.Candidates.Where(candidate => tried.All(one => one.Choice != candidate)).ToArray();
        // The last word of each: one that was asked twice is named once.
        BackendFailure[] failures =
        [
            .. tried.GroupBy(one => one.Choice).Select(group => new BackendFailure(group.Key, group.Last().Outcome.Trouble ?? "it failed", group.Last().Outcome.Status)),
            .. resting.Select(candidate => new BackendFailure(candidate, "it rests after failures", 0)),
        ];
        var message = $"No backend answered. {string.Join("; ", failures.Select(one => $"{one.Choice.Endpoint.Name} ({one.Choice.Model}): {one.Trouble}"))}.";
        var asked = tried.Where(one => !one.Outcome.Full).ToArray();
        var last = asked.Length == 0 ? null : asked[^1].Outcome;
        var wait = tried.Select(one => one.Outcome.RetryAfter).Concat(resting.Select(candidate => (TimeSpan?)health.Of(candidate).Remaining)).Where(one => one is not null).Min();
        var fault = last switch
        {
            { Status: 429 } => new InferenceFault(429, "rate_limit_error", "rate_limit_exceeded", message) { RetryAfter = wait ?? TimeSpan.FromSeconds(1) },
            { Status: 504 } => new InferenceFault(504, "server_error", "timeout", message),
            null when tried.Count > 0 => new InferenceFault(503, "server_error", "queue_full", message) { RetryAfter = QueueWait },
            null => new InferenceFault(503, "server_error", "no_backend", message) { RetryAfter = wait },
            _ => new InferenceFault(502, "server_error", "backend_failed", message),
        };
        var report = await InferencePipeline.EndAsync(sink, fault, cancellationToken);
        var choice = tried.Count == 0 ? plan.Candidates[0] : tried[^1].Choice;
        return report with { Endpoint = choice.Endpoint.Name, Model = choice.Model, Attempts = asked.Length, Route = plan.Reason, Cause = (last ?? tried.LastOrDefault().Outcome)?.Trouble, Failures = failures };
    }

    /// <summary>Asking again is safe: an answer has no effect but its cost. One that kept silent for its whole time is not asked twice, nor is a full queue waited for twice.</summary>
    private static bool MayRepeat(AttemptOutcome outcome) => outcome is { End: AttemptEnd.Failed, Full: false } && outcome.Status is not (504 or 401 or 403 or 404);

    /// <summary>How long before the next round; null where a round would not help or would come too late.</summary>
    private static TimeSpan? Wait(List<(ModelChoice Choice, AttemptOutcome Outcome)> tried, int round)
    {
        var again = tried.Where(one => MayRepeat(one.Outcome)).ToArray();
        if (again.Length == 0)
            return null;
        var wanted = again.Min(one => one.Outcome.RetryAfter ?? TimeSpan.FromMilliseconds((100 << round) * (0.5 + Random.Shared.NextDouble())));
        return wanted <= LongestWait ? wanted + TimerSlack : null;
    }

    /// <summary>How many really were asked.</summary>
    private static int Sent(List<(ModelChoice Choice, AttemptOutcome Outcome)> tried) => tried.Count(one => !one.Outcome.Full);

    private static CallReport Report(InferenceCall call, RoutePlan plan, ModelChoice choice, AttemptRun run, AttemptOutcome outcome, int attempts)
    {
        var tokens = TokenMeter.Count(call.Facts, run.Chunks);
        return new CallReport
        {
            Status = outcome.Status,
            Served = true,
            Endpoint = choice.Endpoint.Name,
            Model = choice.Model,
            Tokens = tokens,
            Cost = TokenMeter.Cost(choice.Endpoint, choice.Model, tokens),
            FirstByte = run.FirstByte,
            Attempts = attempts,
            Cache = run.Cache,
            Route = plan.Reason,
            Chunks = run.Chunks,
        };
    }

    private sealed record Asked(ModelChoice Choice, AttemptRun Run, AttemptOutcome Outcome);
}
