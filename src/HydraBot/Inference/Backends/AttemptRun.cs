using HydraBot.Inference.Endpoints;
using HydraBot.Inference.Pipeline;

namespace HydraBot.Inference.Backends;

/// <summary>What one attempt writes to, and what was seen on the way.</summary>
internal sealed class AttemptRun(IAnswerSink sink)
{
    public IAnswerSink Sink { get; } = sink;

    /// <summary>What the answer says of itself.</summary>
    public ChunkReader Chunks { get; } = new();

    /// <summary>Until the first whole event.</summary>
    public TimeSpan FirstByte { get; set; }

    /// <summary>Letters came broken and were replaced.</summary>
    public bool Repaired { get; set; }

    /// <summary>Says above the answer where it comes from and why.</summary>
    public string? Route { get; init; }

    /// <summary>How the cache stood.</summary>
    public string? Cache { get; init; }

    public AnswerHead Head(ModelChoice target, int status, string mediaType, long? length, string? requestId) => new(status, mediaType, length)
    {
        Endpoint = target.Endpoint.Name,
        Model = target.Model,
        Route = Route,
        Cache = Cache,
        RequestId = requestId,
    };
}
