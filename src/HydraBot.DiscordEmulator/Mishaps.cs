using HydraBot.DiscordEmulator.Rest;

namespace HydraBot.DiscordEmulator;

/// <summary>The last net under every request: a mistake of the emulator's own is logged and answered 500.</summary>
internal sealed partial class Mishaps(ILogger<Mishaps> logger)
{
    public async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            LogLeft(context.Request.Method, context.Request.Path);
        }
        catch (Exception cause)
        {
            LogFailed(cause, context.Request.Method, context.Request.Path);
            if (context.Response.HasStarted)
                throw;
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await RestServer.WriteAsync(context, new DiscordException(StatusCodes.Status500InternalServerError, 0, "500: Internal Server Error").ToJson());
        }
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed inside the emulator.")]
    private partial void LogFailed(Exception cause, string method, string path);

    [LoggerMessage(LogLevel.Debug, "{Method} {Path} was left by its caller.")]
    private partial void LogLeft(string method, string path);
}
