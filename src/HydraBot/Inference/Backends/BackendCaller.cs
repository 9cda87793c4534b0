using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference.Backends;

/// <summary>Asks one backend once, and passes on what it answers.</summary>
internal sealed class BackendCaller(IEnumerable<IBackendProtocol> protocols, IOptions<InferenceOptions> options, TimeProvider time)
{
    /// <summary>The longest refusal that is read.</summary>
    public const int MostErrorBytes = 64 * 1024;

    private readonly IBackendProtocol[] _protocols = [.. protocols];

    /// <summary>Never throws for what a backend does wrong.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<AttemptOutcome> AskAsync(InferenceCall call, ModelChoice target, ReadOnlyMemory<byte> body, AttemptRun run, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(FirstByte(call));
        try
        {
            var protocol = _protocols.First(protocol => protocol.Speaks(target.Endpoint.Protocol));
            using var response = await protocol.AskAsync(call, target, body, run, limit.Token);
            var status = (int)response.StatusCode;
            if (status is < 200 or >= 300)
                return await RefusalAsync(call, protocol, response, status, limit.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            return call.Facts.Stream && BackendReply.IsEventStream(response)
                ? await StreamAsync(call, target, response, stream, run, limit, began, cancellationToken)
                : await WholeAsync(call, target, response, stream, run, limit, began, cancellationToken);
        }
        catch (Exception exception) when (EndpointTrouble.Covers(exception) && exception is not UnwantedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var patience = run.Sink.Begun ? Stall(call) : FirstByte(call);
            return new AttemptOutcome(run.Sink.Begun ? AttemptEnd.Broken : AttemptEnd.Failed)
            {
                Trouble = EndpointTrouble.Of(exception, patience),
                Fault = FaultOf(exception, run.Sink.Begun),
                Status = exception is OperationCanceledException ? 504 : 0,
                FirstByte = run.FirstByte,
            };
        }
    }

    private static BackendFault FaultOf(Exception exception, bool begun) => exception switch
    {
        OperationCanceledException => begun ? BackendFault.Stalled : BackendFault.Silent,
        JsonException => BackendFault.Garbage,
        TooLongException or HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => BackendFault.TooLong,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => BackendFault.Unreachable,
        _ => BackendFault.Cut,
    };

    private TimeSpan Stall(InferenceCall call) => call.Patience ?? options.Value.StallTimeout;

    private TimeSpan FirstByte(InferenceCall call) => options.Value.FirstByteTimeout ?? Stall(call);

    private async Task<AttemptOutcome> StreamAsync(
        InferenceCall call, ModelChoice target, HttpResponseMessage response, Stream stream, AttemptRun run, CancellationTokenSource limit, long began,
        CancellationToken cancellationToken)
    {
        using var relay = new EventRelay(run.Chunks, options.Value.MaxEventMb * 1024 * 1024);
        while (relay is { Done: false, Trouble: null })
        {
            var count = await stream.ReadAsync(relay.Room(), limit.Token);
            // A caller who reads slowly is waited for, and no backend is blamed for it.
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            if (count == 0)
            {
                relay.End();
                await PassAsync(relay, target, response, run, began, cancellationToken);
                break;
            }

            relay.Read(count);
            await PassAsync(relay, target, response, run, began, cancellationToken);
            limit.CancelAfter(Stall(call));
        }

        if (relay.Trouble is { } trouble)
            return new AttemptOutcome(run.Sink.Begun ? AttemptEnd.Broken : AttemptEnd.Failed) { Trouble = trouble, Fault = relay.Fault, Status = 502, FirstByte = run.FirstByte };
        if (!relay.Done && run.Chunks.Finish is null)
        {
            return new AttemptOutcome(run.Sink.Begun ? AttemptEnd.Broken : AttemptEnd.Failed)
            {
                Trouble = run.Chunks.Pieces == 0 ? "it sent no answer" : "the connection ended before the answer did",
                Fault = run.Chunks.Pieces == 0 ? BackendFault.Empty : BackendFault.Cut,
                Status = 502,
                FirstByte = run.FirstByte,
            };
        }

        if (!relay.Done)
            await run.Sink.WriteAsync("data: [DONE]\n\n"u8.ToArray(), cancellationToken);
        return new AttemptOutcome(AttemptEnd.Served) { Status = 200, FirstByte = run.FirstByte };
    }

    private async ValueTask PassAsync(EventRelay relay, ModelChoice target, HttpResponseMessage response, AttemptRun run, long began, CancellationToken cancellationToken)
    {
        if (relay.Ready == 0)
            return;
        if (!run.Sink.Begun)
        {
            run.FirstByte = time.GetElapsedTime(began);
            run.Sink.Begin(run.Head(target, 200, "text/event-stream", null, RequestId(response)));
        }

        var events = relay.Events();
        run.Repaired |= relay.Repaired;
        await run.Sink.WriteAsync(events, cancellationToken);
        relay.Take();
    }

    private async Task<AttemptOutcome> WholeAsync(
        InferenceCall call, ModelChoice target, HttpResponseMessage response, Stream stream, AttemptRun run, CancellationTokenSource limit, long began,
        CancellationToken cancellationToken)
    {
        var body = await ReadAsync(stream, options.Value.MaxAnswerMb * 1024 * 1024, Stall(call), limit);
        run.FirstByte = time.GetElapsedTime(began);
        if (body is null)
            return Failed(BackendFault.TooLong, $"it sent more than {options.Value.MaxAnswerMb} MB");
        if (!Utf8.IsValid(body))
        {
            body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body));
            run.Repaired = true;
        }

        try
        {
            run.Chunks.Read(body);
        }
        catch (JsonException)
        {
            return body.Length == 0 ? Failed(BackendFault.Empty, "it sent no answer") : Failed(BackendFault.Garbage, "what it sends is no JSON that a language model would");
        }

        if (run.Chunks.Error is { } error && run.Chunks.Finish is null)
            return Failed(BackendFault.SaidError, $"it says: {(error.Length > 200 ? $"{error[..200]}…" : error)}");
        if (call.Kind != InferenceKind.Embedding && run.Chunks is { Finish: null, Pieces: 0 })
            return Failed(BackendFault.Empty, "it sent no answer");
        if (call.Facts.Stream)
            body = WholeAsStream.Of(body);
        run.Sink.Begin(run.Head(target, 200, call.Facts.Stream ? "text/event-stream" : "application/json", call.Facts.Stream ? null : body.Length, RequestId(response)));
        await run.Sink.WriteAsync(body, cancellationToken);
        return new AttemptOutcome(AttemptEnd.Served) { Status = 200, FirstByte = run.FirstByte };

        AttemptOutcome Failed(BackendFault fault, string trouble) => new(AttemptEnd.Failed) { Trouble = trouble, Fault = fault, Status = 502, FirstByte = run.FirstByte };
    }

    private async Task<AttemptOutcome> RefusalAsync(InferenceCall call, IBackendProtocol protocol, HttpResponseMessage response, int status, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var words = protocol.ErrorOf(await ReadAsync(stream, MostErrorBytes, Stall(call), limit) ?? []);
        return new AttemptOutcome(BackendReply.BlamesRequest(status) ? AttemptEnd.Refused : AttemptEnd.Failed)
        {
            Status = status,
            RetryAfter = BackendReply.RetryAfter(response, time),
            Words = words,
            Trouble = EndpointTrouble.Of(status, BackendReply.MessageOf(words)),
            Fault = BackendReply.FaultOf(status),
        };
    }

    /// <summary>All of it; null where it is too much.</summary>
    private static async Task<byte[]?> ReadAsync(Stream stream, int most, TimeSpan stall, CancellationTokenSource limit)
    {
        using var whole = new MemoryStream();
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var count)
            {
                limit.CancelAfter(stall);
                if (whole.Length + count > most)
                    return null;
                whole.Write(buffer, 0, count);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }

        return whole.ToArray();
    }

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-request-id", out var ids) ? ids.FirstOrDefault() : null;
}
