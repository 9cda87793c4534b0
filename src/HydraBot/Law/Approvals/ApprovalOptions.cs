using HydraBot.Governance.Approvals;
using HydraBot.Governance.Constitution;
using HydraBot.Hosting.Settings;
using Microsoft.Extensions.Options;

namespace HydraBot.Law.Approvals;

/// <summary>Section <c>Approvals</c>: when people are reminded, and who decides while the others sleep.</summary>
internal sealed class ApprovalOptions
{
    public const string Section = "Approvals";

    /// <summary>How long before an approval lapses people are reminded; zero for never. Not where it is open for less than twice that.</summary>
    public TimeSpan RemindBefore { get; set; } = TimeSpan.FromMinutes(10);

    public QuietHoursOptions QuietHours { get; set; } = new();
}

/// <summary>Hours in which named Operators may decide what else waits for an Owner.</summary>
internal sealed class QuietHoursOptions
{
    public TimeOnly From { get; set; } = new(22, 0);

    public TimeOnly Until { get; set; } = new(7, 0);

    /// <summary>A time zone such as Europe/Berlin.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>Ids of the members who may; nobody where it is left out.</summary>
    public IList<string> Delegates { get; set; } = [];

    /// <summary>Patterns of what they may decide.</summary>
    public IList<string> Operations { get; set; } = [];

    public Delegation ToDelegation() => new(
        From, Until, TimeZoneInfo.FindSystemTimeZoneById(Zone), [.. Delegates], [.. Operations.Select(pattern => new NamePattern(pattern))]);
}

/// <summary>Checks the section <c>Approvals</c>.</summary>
internal sealed class ApprovalOptionsValidator : IValidateOptions<ApprovalOptions>
{
    public ValidateOptionsResult Validate(string? name, ApprovalOptions options)
    {
        var problems = new List<string>();
        if (options.RemindBefore < TimeSpan.Zero || options.RemindBefore > TimeSpan.FromDays(1))
            problems.Add(SettingsCheck.Wrong("Approvals:RemindBefore", $"{options.RemindBefore}", "a time from 00:00:00 to 1.00:00:00"));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.QuietHours.Zone, out _))
            problems.Add(SettingsCheck.Wrong("Approvals:QuietHours:Zone", options.QuietHours.Zone, "a time zone such as UTC or Europe/Berlin"));
        if (options.QuietHours.From == options.QuietHours.Until && options.QuietHours.Delegates.Count > 0)
            problems.Add(SettingsCheck.Wrong("Approvals:QuietHours:Until", $"{options.QuietHours.Until:HH:mm}", "another time than From"));
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
