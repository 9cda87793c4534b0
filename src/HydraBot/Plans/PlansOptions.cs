using System.ComponentModel.DataAnnotations;
using HydraBot.Hosting.Schedules;
using Microsoft.Extensions.Options;

namespace HydraBot.Plans;

/// <summary>Section <c>Plans</c>: where plans may lie, and what one may cost when nobody says.</summary>
internal sealed class PlansOptions : IValidatableObject
{
    public const string Section = "Plans";

    /// <summary>The longest that a plan may be worked on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Folders whose Markdown files may be named; none until they are set.</summary>
    public IList<string> Folders { get; set; } = [];

    /// <summary>How long a plan is worked on where no stop time is given.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromHours(8);

    /// <summary>The IANA name of the zone of stop times; the machine's own where it is not set.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Operations that a plan may ask for.</summary>
    public int Steps { get; set; } = 200;

    /// <summary>Tokens that models may read and write for a plan.</summary>
    public long Tokens { get; set; } = 1_000_000;

    /// <summary>Items that a plan may have.</summary>
    public int Items { get; set; } = 100;

    public TimeZoneInfo Zone() => DayTime.Zone(TimeZone);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (place, folder) in Folders.Index())
        {
            if (!Path.IsPathFullyQualified(folder) || Path.GetPathRoot(Path.GetFullPath(folder)) == Path.GetFullPath(folder))
                yield return new ValidationResult($"Plans:Folders:{place} is '{folder}'; allowed is the full path of a folder that is not the root.");
        }

        if (TimeLimit < TimeSpan.FromMinutes(1) || TimeLimit > Longest)
            yield return new ValidationResult($"Plans:TimeLimit is '{TimeLimit}'; allowed is 00:01:00 to 7.00:00:00.");
        if (DayTime.ZoneProblem("Plans:TimeZone", TimeZone) is { } problem)
            yield return new ValidationResult(problem);
        foreach (var (name, value, most) in new[] { ("Steps", Steps, 10_000L), ("Tokens", Tokens, 1_000_000_000L), ("Items", Items, 500L) })
        {
            if (value < 1 || value > most)
                yield return new ValidationResult($"Plans:{name} is '{value}'; allowed is 1 to {most}.");
        }
    }
}

[OptionsValidator]
internal sealed partial class PlansOptionsValidator : IValidateOptions<PlansOptions>;
