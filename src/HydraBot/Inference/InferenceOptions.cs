using System.ComponentModel.DataAnnotations;
using HydraBot.Inference.Cache;
using HydraBot.Inference.Gateway;
using HydraBot.Inference.Resilience;
using HydraBot.Inference.Routing;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference;

/// <summary>Section <c>Inference</c>: where language models answer.</summary>
internal sealed class InferenceOptions : IValidatableObject
{
    public const string Section = "Inference";

    /// <summary>Servers of language models, the preferred one first.</summary>
    public IList<EndpointOptions> Endpoints { get; set; } = [];

    /// <summary>Looks on loopback when no endpoint is set.</summary>
    public bool Discover { get; set; } = true;

    /// <summary>The ports to look at; those of well-known servers where it is not set.</summary>
    public int[]? DiscoverPorts { get; set; }

    /// <summary>How long an endpoint may take to list its models.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer may stand still, before its first word too: a large model is loaded first.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long until the first byte; as long as it may stand still where it is not set.</summary>
    public TimeSpan? FirstByteTimeout { get; set; }

    /// <summary>How often all candidates are asked once more after they failed without a byte.</summary>
    public int Retries { get; set; } = 1;

    /// <summary>Another backend goes on with a text that broke off.</summary>
    public bool ContinueBroken { get; set; } = true;

    /// <summary>The largest event of a stream in MiB.</summary>
    public int MaxEventMb { get; set; } = 8;

    /// <summary>The largest answer that is not streamed, in MiB.</summary>
    public int MaxAnswerMb { get; set; } = 64;

    public BreakerOptions Breaker { get; set; } = new();

    public QueueOptions Queue { get; set; } = new();

    public HedgeOptions Hedge { get; set; } = new();

    public RoutingOptions Routing { get; set; } = new();

    public CacheOptions Cache { get; set; } = new();

    public GatewayOptions Gateway { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => InferenceLimits.Problems(this).Select(problem => new ValidationResult(problem));
}

[OptionsValidator]
internal sealed partial class InferenceOptionsValidator : IValidateOptions<InferenceOptions>;
