using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Inference;

/// <summary>Section <c>Inference</c>: where language models answer.</summary>
internal sealed class InferenceOptions : IValidatableObject
{
    public const string Section = "Inference";

    /// <summary>OpenAI-compatible servers, the preferred one first.</summary>
    public IList<EndpointOptions> Endpoints { get; set; } = [];

    /// <summary>Looks on loopback when no endpoint is set.</summary>
    public bool Discover { get; set; } = true;

    /// <summary>The ports to look at; those of well-known servers where it is not set.</summary>
    public int[]? DiscoverPorts { get; set; }

    /// <summary>How long an endpoint may take to list its models.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an answer may stand still, before its first word too: a large model is loaded first.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromMinutes(2);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (index, endpoint) in Endpoints.Index())
        {
            if (!endpoint.TryReadUrl(out _))
            {
                yield return new ValidationResult(
                    $"Inference:Endpoints:{index}:Url is '{endpoint.Url}'; allowed is the http or https address of an OpenAI-compatible server that ends in /v1, such as http://127.0.0.1:11434/v1.");
            }
        }

        foreach (var (index, port) in (DiscoverPorts ?? []).Index().Where(pair => pair.Item is < 1 or > 65535))
            yield return new ValidationResult($"Inference:DiscoverPorts:{index} is '{port}'; allowed is 1 to 65535.");
        if (ProbeTimeout < TimeSpan.FromMilliseconds(50) || ProbeTimeout > TimeSpan.FromSeconds(30))
            yield return new ValidationResult($"Inference:ProbeTimeout is '{ProbeTimeout}'; allowed is 00:00:00.05 to 00:00:30.");
        if (StallTimeout < TimeSpan.FromMilliseconds(100) || StallTimeout > TimeSpan.FromMinutes(9))
            yield return new ValidationResult($"Inference:StallTimeout is '{StallTimeout}'; allowed is 00:00:00.1 to 00:09:00.");
    }
}

[OptionsValidator]
internal sealed partial class InferenceOptionsValidator : IValidateOptions<InferenceOptions>;
