using HydraBot.Governance.Emergency;
using HydraBot.Inference.Cache;
using HydraBot.Inference.Resilience;
using HydraBot.Inference.Routing;
using HydraBot.Inference.Shadows;
using HydraBot.Inference.Usage;

namespace HydraBot.Inference.Pipeline;

/// <summary>From a cleared call to an answer: whom to ask, who goes on where one fails, and what it took.</summary>
internal sealed class InferencePipeline(Router router, Attempts attempts, CachedAnswers answers, UsageLedger ledger, ShadowQueue shadows, EmergencyStop stop, TimeProvider time)
{
    /// <summary>Writes an answer or an error to the sink, in OpenAI's shape, whatever happens.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<CallReport> RunAsync(InferenceCall call, IAnswerSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call.Clearance);
        var began = time.GetTimestamp();
        var stopped = stop.Running;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopped);
        CallReport report;
        try
        {
            report = await AnswerAsync(call, sink, began, either.Token);
        }
        catch (InferenceFaultException exception)
        {
            report = await EndAsync(sink, exception.Fault, cancellationToken);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            report = await EndAsync(sink, new InferenceFault(409, "permission_error", "stopped", "The emergency stop is pulled; nothing is asked of a model."), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            ledger.Note(call, new CallReport { Status = 499, Trouble = "the caller went away", Duration = time.GetElapsedTime(began) });
            throw;
        }

        report = report with { Duration = time.GetElapsedTime(began) };
        ledger.Note(call, report);
        shadows.Offer(call, report, stopped);
        return report;
    }

    private async Task<CallReport> AnswerAsync(InferenceCall call, IAnswerSink sink, long began, CancellationToken cancellationToken)
    {
        var look = answers.Look(call);
        if (look is { Hit: not null })
            return await answers.ReplayAsync(call, look, sink, cancellationToken);
        var plan = await router.PlanAsync(call, cancellationToken);
        if (look is null)
            return await attempts.RunAsync(call with { Cache = CacheUse.Off }, plan, sink, cancellationToken);
        var recorded = new RecordingSink(sink);
        var report = await attempts.RunAsync(call, plan, recorded, cancellationToken);
        report = report with { Duration = time.GetElapsedTime(began) };
        return answers.Keep(call, look, recorded, report) is { } kept ? report with { CacheEntry = (kept, null) } : report;
    }

    /// <summary>Before the first byte the whole answer is the error; after it, an event that clients throw on, and no proper end.</summary>
    public static async ValueTask<CallReport> EndAsync(IAnswerSink sink, InferenceFault fault, CancellationToken cancellationToken)
    {
        if (sink.Begun)
        {
            await sink.WriteAsync(fault.ToEvent(), cancellationToken);
            return new CallReport { Status = 200, Trouble = fault.Message };
        }

        var body = fault.ToJson();
        sink.Begin(new AnswerHead(fault.Status, "application/json", body.Length) { RetryAfter = fault.RetryAfter });
        await sink.WriteAsync(body, cancellationToken);
        return new CallReport { Status = fault.Status, Trouble = fault.Message };
    }
}
