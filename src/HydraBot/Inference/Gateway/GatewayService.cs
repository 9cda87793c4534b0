using HydraBot.Governance.Operations;
using HydraBot.Inference.Pipeline;
using HydraBot.Inference.Usage;

namespace HydraBot.Inference.Gateway;

/// <summary>Takes a program's request through its key's limits into the pipeline.</summary>
internal sealed class GatewayService(GatewayLimits limits, BodyMask mask, InferencePipeline pipeline)
{
    /// <summary>Answers into the sink, whatever happens.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task ServeAsync(GatewayPass pass, GatewayRequest request, IAnswerSink sink, CancellationToken cancellationToken)
    {
        var caller = pass.Clearance.Caller;
        var scope = ScopeOf(caller);
        var thought = TokenMeter.EstimateInput(request.Facts);
        if (limits.Take(caller.Id, scope, request.Facts, thought) is { } no)
        {
            await InferencePipeline.EndAsync(sink, no, cancellationToken);
            return;
        }

        var used = 0L;
        try
        {
            var (body, masked) = mask.Apply(request.Body);
            var call = new InferenceCall(pass.Clearance, request.Kind, body, masked == 0 ? request.Facts : RequestFacts.Read(body.Span))
            {
                Scope = scope,
                CorrelationId = request.CorrelationId,
                Priority = request.Priority,
                Cache = request.Cache,
            };
            used = (await pipeline.RunAsync(call, sink, cancellationToken)).Tokens.Total;
        }
        catch (InferenceFaultException exception)
        {
            await InferencePipeline.EndAsync(sink, exception.Fault, cancellationToken);
        }
        finally
        {
            limits.Of(caller.Id).Settle(thought, used);
        }
    }

    /// <summary>Whose budget and whose cache it is.</summary>
    public static string ScopeOf(Caller caller) => $"{caller.Kind.ToString().ToLowerInvariant()}:{caller.Id}";
}

/// <summary>What a program sent.</summary>
internal sealed record GatewayRequest(InferenceKind Kind, ReadOnlyMemory<byte> Body, RequestFacts Facts, string CorrelationId)
{
    public CallPriority Priority { get; init; } = CallPriority.Program;

    public CacheUse Cache { get; init; }
}
