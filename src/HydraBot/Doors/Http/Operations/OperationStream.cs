using System.Text.Json;
using System.Threading.Channels;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Http.Operations;

/// <summary>
/// Answers with server-sent events: <c>progress</c> while the operation runs, then <c>result</c> or <c>problem</c>. What ends before it ran is
/// answered with its own status instead, as without a stream.
/// </summary>
internal sealed class OperationStream(
    Func<IProgress<OperationProgress>, Task<OperationOutcome>> run, JsonSerializerOptions json, TimeProvider time) : IResult
{
    private const string MediaType = "text/event-stream";

    /// <summary>Proxies close what is silent for longer.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>True when the caller can read a stream.</summary>
    public static bool IsWanted(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Progress is how far things are, not a history: a slow reader gets the newest.
        var reports = Channel.CreateBounded<OperationProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var running = RunAsync(reports.Writer);
        await WriteProgressAsync(httpContext, reports.Reader);
        var outcome = await running;

        if (outcome is OperationOutcome.Done done)
            await WriteAsync(httpContext, "result", OutcomeAnswer.Write(done.Result, json));
        else if (!httpContext.Response.HasStarted)
            await OutcomeAnswer.Of(outcome, json).ExecuteAsync(httpContext);
        else
            await WriteAsync(httpContext, "problem", JsonSerializer.SerializeToUtf8Bytes(
                OutcomeAnswer.Problem(outcome) with { CorrelationId = httpContext.CorrelationId }, HttpJson.Readable.Problem));
    }

    private async Task<OperationOutcome> RunAsync(ChannelWriter<OperationProgress> reports)
    {
        try
        {
            return await run(new Relay(reports));
        }
        finally
        {
            reports.Complete();
        }
    }

    private async Task WriteProgressAsync(HttpContext context, ChannelReader<OperationProgress> reports)
    {
        while (await WaitAsync(context, reports))
        {
            while (reports.TryRead(out var report))
                await WriteAsync(context, "progress", JsonSerializer.SerializeToUtf8Bytes(report, HttpJson.Readable.OperationProgress));
        }
    }

    /// <summary>Waits for a report, and breaks a long silence with a comment, which readers of the stream ignore.</summary>
    private async Task<bool> WaitAsync(HttpContext context, ChannelReader<OperationProgress> reports)
    {
        while (true)
        {
            using var patience = new CancellationTokenSource(Silence, time);
            try
            {
                return await reports.WaitToReadAsync(patience.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                Begin(context);
                await context.Response.WriteAsync(": still running\n\n", CancellationToken.None);
                await context.Response.Body.FlushAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Nothing here is cancelled by the caller's going away: writing then does nothing, and the road itself hears of it and ends the run.</summary>
    private static async Task WriteAsync(HttpContext context, string name, byte[] data)
    {
        Begin(context);
        await context.Response.WriteAsync($"event: {name}\ndata: ", CancellationToken.None);
        await context.Response.Body.WriteAsync(data, CancellationToken.None);
        await context.Response.WriteAsync("\n\n", CancellationToken.None);
        await context.Response.Body.FlushAsync(CancellationToken.None);
    }

    private static void Begin(HttpContext context)
    {
        if (context.Response.HasStarted)
            return;
        context.Response.ContentType = MediaType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private sealed class Relay(ChannelWriter<OperationProgress> reports) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => reports.TryWrite(value);
    }
}
