using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Pipeline;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Http.Inference;

/// <summary>Takes OpenAI's calls: the key asks the road for a pass once a minute, and its requests run under that pass.</summary>
internal sealed class GatewayDoor(GatewayService gateway, GatewayPasses passes, GovernedExecutor road, IOptions<InferenceOptions> options, TimeProvider time)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public async Task ServeAsync(HttpContext context, InferenceKind kind)
    {
        var sink = new HttpSink(context);
        try
        {
            var body = await ReadAsync(context);
            var facts = RequestFacts.Read(body.Span);
            var pass = passes.Find(context.Caller.Id) ?? await AskAsync(context);
            var request = new GatewayRequest(kind, body, facts, context.CorrelationId) { Priority = Priority(context.Request), Cache = Cache(context.Request) };
            await gateway.ServeAsync(pass.Clearance, request, sink, context.RequestAborted);
        }
        catch (InferenceFaultException exception)
        {
            await InferencePipeline.EndAsync(sink, exception.Fault, context.RequestAborted);
        }
        catch (OperationCanceledException) when (sink.Begun && !context.RequestAborted.IsCancellationRequested)
        {
            // Half an answer must not look whole: the connection is cut, which every client takes for an error.
            context.Abort();
        }
    }

    /// <summary>Asks the road; many requests of a key that come at once ask once.</summary>
    private async Task<GatewayPass> AskAsync(HttpContext context)
    {
        var asking = passes.Asking(context.Caller.Id);
        await asking.WaitAsync(context.RequestAborted);
        try
        {
            if (passes.Find(context.Caller.Id) is { } granted)
                return granted;
            var request = OperationRequest.Create(GatewayOperation.Name, Nothing, context.Caller, Door.Http, time, context.CorrelationId);
            var outcome = await road.ExecuteAsync(request, progress: null, context.RequestAborted);
            return outcome is OperationOutcome.Done && passes.Find(context.Caller.Id) is { } pass ? pass : throw new InferenceFaultException(GatewayRefusal.Of(outcome));
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var most = options.Value.Gateway.MaxRequestMb * 1024L * 1024L;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = most;
        if (context.Request.ContentLength > most)
            throw new InferenceFaultException(TooLarge());
        var reader = context.Request.BodyReader;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await reader.ReadAsync(context.RequestAborted);
            }
            catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                throw new InferenceFaultException(TooLarge());
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        InferenceFault TooLarge() => new(413, "invalid_request_error", "request_too_large", $"The request has more than {options.Value.Gateway.MaxRequestMb} MiB, which is the limit (Inference:Gateway:MaxRequestMb).");
    }

    /// <summary>A nightly job says that it can wait; nobody can say that they cannot.</summary>
    private static CallPriority Priority(HttpRequest request) =>
        string.Equals(request.Headers["X-HydraBot-Priority"], "background", StringComparison.OrdinalIgnoreCase) ? CallPriority.Background : CallPriority.Program;

    private static CacheUse Cache(HttpRequest request) => request.Headers.CacheControl.ToString() switch
    {
        var header when header.Contains("no-store", StringComparison.OrdinalIgnoreCase) => CacheUse.Off,
        var header when header.Contains("no-cache", StringComparison.OrdinalIgnoreCase) => CacheUse.Refresh,
        _ => CacheUse.Allowed,
    };
}
