using System.ComponentModel.DataAnnotations;
using Cronos;
using HydraBot.Fleet.Alerts;

namespace HydraBot.Fleet.Healing;

/// <summary>Section <c>Fleet:Heal</c>.</summary>
internal sealed class HealOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>How often is looked.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Before a second restart; before every further one twice as long.</summary>
    public TimeSpan BackOff { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that is waited before a restart.</summary>
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>After so many restarts in a row that did not help, it is left to people.</summary>
    public int MaxFailures { get; set; } = 5;

    /// <summary>Restarts of one container in an hour.</summary>
    public int PerHour { get; set; } = 10;

    /// <summary>Restarts of all containers together in an hour.</summary>
    public int TotalPerHour { get; set; } = 200;

    /// <summary>Which containers, <c>*</c> for any run of characters.</summary>
    public string Containers { get; set; } = "*";

    /// <summary>When nothing is healed, since people are at work.</summary>
    public List<MaintenanceOptions> Maintenance { get; set; } = [];

    public IEnumerable<ValidationResult> Problems()
    {
        if (Interval < TimeSpan.FromSeconds(1) || Interval > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Fleet:Heal:Interval is '{Interval}'; allowed is 00:00:01 to 01:00:00.");
        if (BackOff < TimeSpan.FromSeconds(1) || BackOff > TimeSpan.FromHours(1))
            yield return new ValidationResult($"Fleet:Heal:BackOff is '{BackOff}'; allowed is 00:00:01 to 01:00:00.");
        if (MaxBackOff < BackOff || MaxBackOff > TimeSpan.FromDays(1))
            yield return new ValidationResult($"Fleet:Heal:MaxBackOff is '{MaxBackOff}'; allowed is Fleet:Heal:BackOff to 1.00:00:00.");
        foreach (var (name, value) in new[] { (nameof(MaxFailures), MaxFailures), (nameof(PerHour), PerHour) }.Where(pair => pair.Item2 is < 1 or > 1000))
            yield return new ValidationResult($"Fleet:Heal:{name} is '{value}'; allowed is 1 to 1000.");
        if (TotalPerHour is < 1 or > 10000)
            yield return new ValidationResult($"Fleet:Heal:TotalPerHour is '{TotalPerHour}'; allowed is 1 to 10000.");
        if (string.IsNullOrWhiteSpace(Containers))
            yield return new ValidationResult("Fleet:Heal:Containers is empty; allowed is a name, with * for any run of characters.");
        for (var index = 0; index < Maintenance.Count; index++)
        {
            if (!CronExpression.TryParse(Maintenance[index].Schedule ?? "", out _))
                yield return new ValidationResult($"Fleet:Heal:Maintenance:{index}:Schedule is '{Maintenance[index].Schedule}'; allowed is a cron expression such as 0 3 * * 0 (UTC).");
            if (Maintenance[index].Length <= TimeSpan.Zero || Maintenance[index].Length > TimeSpan.FromDays(2))
                yield return new ValidationResult($"Fleet:Heal:Maintenance:{index}:Length is '{Maintenance[index].Length}'; allowed is up to 2.00:00:00.");
        }
    }
}

/// <summary>Section <c>Fleet:Heal:Maintenance:N</c>.</summary>
internal sealed class MaintenanceOptions
{
    /// <summary>When it begins: minute, hour, day, month and weekday, in UTC.</summary>
    public string? Schedule { get; set; }

    /// <summary>How long it lasts.</summary>
    public TimeSpan Length { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Which containers, <c>*</c> for any run of characters.</summary>
    public string Containers { get; set; } = "*";

    public bool Covers(string container, DateTimeOffset now) => Wildcard.Fits(Containers, container)
        && CronExpression.Parse(Schedule!).GetNextOccurrence((now - Length).UtcDateTime, inclusive: false) is { } began && began <= now.UtcDateTime;
}
