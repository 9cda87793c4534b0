using System.Globalization;

namespace HydraBot.Doors.Http.Problems;

/// <summary>The outermost step: whatever goes wrong further in leaves as a problem, never as an empty page or a stack.</summary>
internal sealed partial class ProblemPages(RequestDelegate next, ILogger<ProblemPages> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && context.Response.ContentType is null && Bare(context) is { } problem)
                await new ProblemAnswer(problem).ExecuteAsync(context);
        }
        catch (ProblemException exception) when (!context.Response.HasStarted)
        {
            await new ProblemAnswer(exception.Problem).ExecuteAsync(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await new ProblemAnswer(Refused(exception)).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogGone(context.CorrelationId);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogBug(exception, context.Request.Method, context.Request.Path, context.CorrelationId);
            await new ProblemAnswer(ProblemKind.Internal.Of(
                $"Something went wrong that is not your fault; the log has it under {context.CorrelationId}.")).ExecuteAsync(context);
        }
    }

    /// <summary>What routing answers with a status alone.</summary>
    private static Problem? Bare(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ProblemKind.NotFound.Of($"There is nothing at {context.Request.Path}; GET /openapi.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => ProblemKind.MethodNotAllowed.Of(
            $"{context.Request.Method} is not allowed at {context.Request.Path}; allowed is {context.Response.Headers.Allow}."),
        _ => null,
    };

    private static Problem Refused(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => ProblemKind.BodyTooLarge.Of(
            string.Create(CultureInfo.InvariantCulture, $"The body has more than {RequestBody.Limit:N0} bytes, which is the limit.")),
        _ => ProblemKind.WrongRequest.Of(exception.Message),
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "The caller of request {CorrelationId} went away")]
    private partial void LogGone(string correlationId);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} threw, reference {CorrelationId}")]
    private partial void LogBug(Exception exception, string method, string path, string correlationId);
}
