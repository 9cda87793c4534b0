using HydraBot.Governance.Emergency;
using HydraBot.Inference.Backends;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Resilience;
using HydraBot.Inference.Routing;
using HydraBot.Inference.Usage;

namespace HydraBot.Inference.Pipeline;

/// <summary>From a cleared call to an answer: whom to ask, who goes on where one fails, and what it took.</summary>
internal sealed class InferencePipeline(Router router, Attempts attempts, UsageLedger ledger, EmergencyStop stop, TimeProvider time)
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
            var plan = await router.PlanAsync(call, either.Token);
            report = await attempts.RunAsync(call, plan, sink, either.Token);
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
        return report;
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
