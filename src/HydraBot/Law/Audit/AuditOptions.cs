using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Law.Audit;

/// <summary>Section <c>Audit</c>: how often the chain is signed and walked, and how long its entries stay in the database.</summary>
internal sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>How often what was added is signed and posted; the time in which a rewriting of the newest entries would not be found.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00", ErrorMessage = "Audit:CheckpointEvery is a time from 00:00:10 to 1.00:00:00, such as 00:10:00")]
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the whole chain is walked; what does not hold is told in the alerts channel.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00", ErrorMessage = "Audit:VerifyEvery is a time from 00:01:00 to 30.00:00:00, such as 1.00:00:00")]
    public TimeSpan VerifyEvery { get; set; } = TimeSpan.FromDays(1);

    /// <summary>After what time entries are moved into sealed files; none: they stay in the database.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36500.00:00:00", ErrorMessage = "Audit:SealAfter is a time of a day or more, such as 90.00:00:00")]
    public TimeSpan? SealAfter { get; set; }
}

/// <summary>Checks the options; the check is generated.</summary>
[OptionsValidator]
internal sealed partial class AuditOptionsValidator : IValidateOptions<AuditOptions>;
