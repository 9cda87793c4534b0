using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using Microsoft.Extensions.Logging;

namespace HydraBot.Governance;

/// <summary>One run of a cleared operation, under its time limit and the emergency stop; whatever is thrown becomes an outcome.</summary>
internal sealed partial class OperationRun(EmergencyStop stop, TimeProvider time, ILogger logger)
{
    public async Task<OperationOutcome> InvokeAsync(
        Operation operation,
        OperationRequest request,
        Clearance clearance,
        IProgress<OperationProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(operation.TimeLimit, time);
        var stopped = EmergencyStop.Exempts(operation) ? CancellationToken.None : stop.Running;
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token, stopped);
        try
        {
            // Whoever pulled the stop between the judging and this moment must not see it begin.
            linked.Token.ThrowIfCancellationRequested();
            var told = progress ?? new Progress<OperationProgress>();
            var result = await operation.InvokeAsync(request.Arguments, clearance, told, linked.Token);
            return new OperationOutcome.Done(request.Id, result);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            var cause = stopped.IsCancellationRequested ? CancelCause.EmergencyStop
                : limit.IsCancellationRequested ? CancelCause.TimeLimit
                : CancelCause.Caller;
            return new OperationOutcome.Cancelled(request.Id, Words(cause, operation), cause);
        }
        catch (OperationException exception)
        {
            LogFailure(exception, operation.Name);
            return new OperationOutcome.Failed(request.Id, exception.Message) { Misfits = exception.Misfits };
        }
        catch (Exception exception)
        {
            // The road's end for bugs: loud in the log, and an outcome like any other in the chain.
            LogBug(exception, operation.Name, request.CorrelationId);
            return new OperationOutcome.Failed(
                request.Id, $"An error inside HydraBot; the log has it under {request.CorrelationId}.", IsBug: true);
        }
    }

    private static string Words(CancelCause cause, Operation operation) => cause switch
    {
        CancelCause.EmergencyStop => "Cancelled by the emergency stop.",
        CancelCause.TimeLimit => $"Cancelled after its time limit of {operation.TimeLimit.TotalSeconds:0} s.",
        _ => "Cancelled by the caller.",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Operation} failed")]
    private partial void LogFailure(Exception exception, string operation);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} threw, reference {CorrelationId}")]
    private partial void LogBug(Exception exception, string operation, string correlationId);
}
