using System.Text;
using HydraBot.Inference.Cache;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Resilience;
using HydraBot.Inference.Routing;
using HydraBot.Inference.Usage;

namespace HydraBot.Inference.Shadows;

/// <summary>Asks the model in the shadow what callers asked, after them and behind everybody else, and notes how its answers compare.</summary>
internal sealed partial class ShadowAsker(
    ShadowQueue queue, Router router, Attempts attempts, AnswerLikeness likeness, UsageLedger ledger, ShadowBook book, TimeProvider time, ILogger<ShadowAsker> logger) : BackgroundService
{
    /// <summary>Places that it takes from callers at most, since what runs is not put aside for them.</summary>
    private const int AtOnce = 2;

    /// <summary>As long as the pass of a key, under which it runs, is good.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken };
        try
        {
            await Parallel.ForEachAsync(queue.Waiting.ReadAllAsync(stoppingToken), limits, AskAsync);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The house stops; nobody waits for what was not asked.
        }
    }

    private async ValueTask AskAsync(ShadowQuestion question, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, question.Stopped);
        try
        {
            if (time.GetElapsedTime(question.At) > Fresh || question.Stopped.IsCancellationRequested)
                book.Dropped(question);
            else
                await CompareAsync(question, either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            book.Failed(question, "the emergency stop was pulled");
        }
        catch (InferenceFaultException exception)
        {
            book.Failed(question, exception.Fault.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogBroken(exception, question.Model);
            book.Failed(question, "it could not be asked");
        }
    }

    private async Task CompareAsync(ShadowQuestion question, CancellationToken cancellationToken)
    {
        if (await router.ShadowAsync(cancellationToken) is not { } plan)
        {
            book.Failed(question, "no endpoint that answers has it");
            return;
        }

        var choice = plan.Candidates[0];
        if (choice.Endpoint.Name == question.Answered.Endpoint && choice.Model == question.Answered.Model)
            return; // It gave the caller's answer itself: there is nothing to compare.
        var began = time.GetTimestamp();
        var report = await attempts.RunAsync(question.Call, plan, new SilentSink(), cancellationToken);
        ledger.Note(question.Call, report with { Duration = time.GetElapsedTime(began) });
        if (report is { Served: true, Chunks: { } chunks })
            book.Answered(question, report, Compare(question.Answered.Chunks!, chunks));
        else
            book.Failed(question, report.Cause ?? report.Trouble ?? "it did not answer");
    }

    /// <summary>Null where both call tools: what they would have done with them is not known. No call of a shadow is ever run.</summary>
    private double? Compare(ChunkReader first, ChunkReader shadow) => (first.CallsTools, shadow.CallsTools) switch
    {
        (false, false) => likeness.Of(Encoding.UTF8.GetString(first.Text), Encoding.UTF8.GetString(shadow.Text)),
        (true, true) => null,
        _ => 0,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "The model in the shadow, {Model}, could not be asked")]
    private partial void LogBroken(Exception exception, string model);
}
