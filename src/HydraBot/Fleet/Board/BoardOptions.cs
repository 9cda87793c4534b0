using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Board;

/// <summary>Section <c>Fleet:Board</c>.</summary>
internal sealed class BoardOptions : IValidatableObject
{
    public const string Section = "Fleet:Board";

    public bool Enabled { get; set; } = true;

    /// <summary>How often it is looked whether the board must be edited.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Interval < TimeSpan.FromSeconds(5) || Interval > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Fleet:Board:Interval is '{Interval}'; allowed is 00:00:05 to 01:00:00.");
    }
}

[OptionsValidator]
internal sealed partial class BoardOptionsValidator : IValidateOptions<BoardOptions>;
