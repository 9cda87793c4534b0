using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Usage;

namespace HydraBot.Inference.Gateway;

/// <summary>Takes a request, of a program or of a room, through its key's limits into the pipeline.</summary>
internal sealed class GatewayService(GatewayLimits limits, BodyMask mask, InferencePipeline pipeline)
{
    /// <summary>Answers into the sink, whatever happens.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<CallReport> ServeAsync(Clearance clearance, GatewayRequest request, IAnswerSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var caller = clearance.Caller;
        if (caller.Kind != CallerKind.Key)
            return await RunAsync(clearance, request, sink, cancellationToken);
        var thought = TokenMeter.EstimateInput(request.Facts);
        if (limits.Take(caller.Id, ScopeOf(caller), request.Facts, thought) is { } no)
            return await InferencePipeline.EndAsync(sink, no, cancellationToken);

        var used = 0L;
        try
        {
            var report = await RunAsync(clearance, request, sink, cancellationToken);
            used = report.Tokens.Total;
            return report;
        }
        finally
        {
            limits.Of(caller.Id).Settle(thought, used);
        }
    }

    private async Task<CallReport> RunAsync(Clearance clearance, GatewayRequest request, IAnswerSink sink, CancellationToken cancellationToken)
    {
        try
        {
            var (body, masked) = mask.Apply(request.Body);
            var call = new InferenceCall(clearance, request.Kind, body, masked == 0 ? request.Facts : RequestFacts.Read(body.Span))
            {
                Scope = ScopeOf(clearance.Caller),
                CorrelationId = request.CorrelationId,
                Priority = request.Priority,
                Cache = request.Cache,
                Patience = request.Patience,
            };
            return await pipeline.RunAsync(call, sink, cancellationToken);
        }
        catch (InferenceFaultException exception)
        {
            return await InferencePipeline.EndAsync(sink, exception.Fault, cancellationToken);
        }
    }

    /// <summary>Whose budget and whose cache it is.</summary>
    public static string ScopeOf(Caller caller) => $"{caller.Kind.ToString().ToLowerInvariant()}:{caller.Id}";
}

/// <summary>What a program sent, or a room asks.</summary>
internal sealed record GatewayRequest(InferenceKind Kind, ReadOnlyMemory<byte> Body, RequestFacts Facts, string CorrelationId)
{
    public CallPriority Priority { get; init; } = CallPriority.Program;

    public CacheUse Cache { get; init; }

    /// <summary>How long the answer may stand still; as the settings say where it is null.</summary>
    public TimeSpan? Patience { get; init; }
}
