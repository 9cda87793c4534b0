using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Prometheus;

/// <summary>Section <c>Fleet:Prometheus</c>: a Prometheus server that knows of other hosts.</summary>
internal sealed class PrometheusOptions : IValidatableObject
{
    public const string Section = "Fleet:Prometheus";

    /// <summary>Its address, such as <c>http://prometheus:9090</c>; without one nobody is asked.</summary>
    public string? Url { get; set; }

    /// <summary>Sent as <c>Authorization: Bearer</c>.</summary>
    public string? Token { get; set; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Url is { Length: > 0 } && (!Uri.TryCreate(Url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
            yield return new ValidationResult($"{Section}:Url is '{Url}'; allowed is an http or https address such as http://prometheus:9090.");
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(1))
            yield return new ValidationResult($"{Section}:Timeout is '{Timeout}'; allowed is 00:00:00.1 to 00:01:00.");
    }
}

[OptionsValidator]
internal sealed partial class PrometheusOptionsValidator : IValidateOptions<PrometheusOptions>;
