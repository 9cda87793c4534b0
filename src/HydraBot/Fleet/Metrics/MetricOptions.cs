using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Metrics;

/// <summary>Section <c>Fleet:Metrics</c>.</summary>
internal sealed class MetricOptions : IValidatableObject
{
    public const string Section = "Fleet:Metrics";

    public bool Enabled { get; set; } = true;

    /// <summary>How often is measured.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval < TimeSpan.FromSeconds(5) || Interval > TimeSpan.FromMinutes(15))
            yield return new ValidationResult($"Fleet:Metrics:Interval is '{Interval}'; allowed is 00:00:05 to 00:15:00.");
    }
}

[OptionsValidator]
internal sealed partial class MetricOptionsValidator : IValidateOptions<MetricOptions>;
