using System.ComponentModel.DataAnnotations;
using System.Globalization;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Briefing;

/// <summary>Section <c>Briefing</c>: when the morning comes.</summary>
internal sealed class BriefingOptions : IValidatableObject
{
    public const string Section = "Briefing";

    public bool Enabled { get; set; } = true;

    /// <summary>The owner's time of day.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Time { get; set; } = "07:30";

    /// <summary>An IANA name such as <c>Europe/Berlin</c>; the machine's own where it is not set.</summary>
    public string? TimeZone { get; set; }

    public TimeOnly TimeOfDay() => TimeOnly.ParseExact(Time, "HH:mm", CultureInfo.InvariantCulture);

    public TimeZoneInfo Zone() => DayTime.Zone(TimeZone);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeOnly.TryParseExact(Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            yield return new ValidationResult($"Briefing:Time is '{Time}'; allowed is a time of day such as 07:30.");
        if (DayTime.ZoneProblem("Briefing:TimeZone", TimeZone) is { } problem)
            yield return new ValidationResult(problem);
    }
}

[OptionsValidator]
internal sealed partial class BriefingOptionsValidator : IValidateOptions<BriefingOptions>;
