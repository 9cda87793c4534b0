using System.ComponentModel.DataAnnotations;
using Cronos;
using Microsoft.Extensions.Options;

namespace HydraBot.Memory;

/// <summary>Section <c>Memory</c>.</summary>
internal sealed class MemoryOptions : IValidatableObject
{
    public const string Section = "Memory";

    /// <summary>Whether chat recalls and writes what was said.</summary>
    public bool Chat { get; set; } = true;

    /// <summary>How many tokens of recalled memories a prompt may hold beside the core block.</summary>
    public int RecallTokens { get; set; } = 1200;

    public NightOptions Night { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!CronExpression.TryParse(Night.Schedule, out _))
            yield return new ValidationResult($"Memory:Night:Schedule is '{Night.Schedule}'; allowed is a cron expression of five fields in UTC, such as 0 3 * * *.");
        if (Night.TimeLimit < TimeSpan.FromSeconds(1) || Night.TimeLimit > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Memory:Night:TimeLimit is '{Night.TimeLimit}'; allowed is 00:00:01 to 01:00:00.");
        if (RecallTokens is < 0 or > 100_000)
            yield return new ValidationResult($"Memory:RecallTokens is '{RecallTokens}'; allowed is 0 to 100000.");
    }
}

/// <summary>Section <c>Memory:Night</c>: the nightly work.</summary>
internal sealed class NightOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Cron, in UTC.</summary>
    public string Schedule { get; set; } = "0 3 * * *";

    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
internal sealed partial class MemoryOptionsValidator : IValidateOptions<MemoryOptions>;
