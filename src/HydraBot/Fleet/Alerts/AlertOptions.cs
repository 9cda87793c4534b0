using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace HydraBot.Fleet.Alerts;

/// <summary>Section <c>Fleet:Alerts</c>.</summary>
internal sealed class AlertOptions : IValidatableObject
{
    public const string Section = "Fleet:Alerts";

    /// <summary>How long what comes together is gathered before people are told.</summary>
    public TimeSpan Gather { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When a critical alert that nobody took is brought up again; every time after twice as long.</summary>
    public TimeSpan EscalateAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often it is brought up again.</summary>
    public int Escalations { get; set; } = 3;

    public AlertQuietHours QuietHours { get; set; } = new();

    /// <summary>Where alerts are sent as JSON, by name.</summary>
    public Dictionary<string, AlertWebhookOptions> Webhooks { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Gather < TimeSpan.Zero || Gather > TimeSpan.FromMinutes(5))
            yield return new ValidationResult($"Fleet:Alerts:Gather is '{Gather}'; allowed is 00:00:00 to 00:05:00.");
        if (EscalateAfter < TimeSpan.FromSeconds(1) || EscalateAfter > TimeSpan.FromDays(1))
            yield return new ValidationResult($"Fleet:Alerts:EscalateAfter is '{EscalateAfter}'; allowed is 00:00:01 to 1.00:00:00.");
        if (Escalations is < 0 or > 20)
            yield return new ValidationResult($"Fleet:Alerts:Escalations is '{Escalations}'; allowed is 0 to 20.");
        if ((QuietHours.From is null) != (QuietHours.To is null))
            yield return new ValidationResult("Fleet:Alerts:QuietHours names both From and To, or neither.");
        foreach (var moment in new[] { QuietHours.From, QuietHours.To }.OfType<TimeSpan>().Where(moment => moment < TimeSpan.Zero || moment >= TimeSpan.FromDays(1)))
            yield return new ValidationResult($"Fleet:Alerts:QuietHours is '{moment}'; allowed is a time of day from 00:00:00 to 23:59:59.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(QuietHours.TimeZone ?? "UTC", out _))
            yield return new ValidationResult($"Fleet:Alerts:QuietHours:TimeZone is '{QuietHours.TimeZone}'; allowed is a name such as Europe/Berlin.");
        foreach (var (name, webhook) in Webhooks)
        {
            if (!Uri.TryCreate(webhook.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                yield return new ValidationResult($"Fleet:Alerts:Webhooks:{name}:Url is '{webhook.Url}'; allowed is an http or https address.");
        }
    }
}

/// <summary>Section <c>Fleet:Alerts:QuietHours</c>: when only critical alerts are told at once.</summary>
internal sealed class AlertQuietHours
{
    /// <summary>Time of day.</summary>
    public TimeSpan? From { get; set; }

    public TimeSpan? To { get; set; }

    /// <summary>Whose time of day; the machine's own where it is not set.</summary>
    public string? TimeZone { get; set; }

    public bool Cover(DateTimeOffset moment)
    {
        if (From is not { } from || To is not { } to)
            return false;
        var zone = TimeZone is null ? TimeZoneInfo.Local : TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var now = TimeZoneInfo.ConvertTime(moment, zone).TimeOfDay;
        return from <= to ? now >= from && now < to : now >= from || now < to;
    }
}

/// <summary>Section <c>Fleet:Alerts:Webhooks:NAME</c>.</summary>
internal sealed class AlertWebhookOptions
{
    public string? Url { get; set; }

    /// <summary>Sent as <c>Authorization: Bearer</c>.</summary>
    public string? Token { get; set; }

    /// <summary>The least severity that is sent.</summary>
    public AlertSeverity Severity { get; set; } = AlertSeverity.Warning;
}

[OptionsValidator]
internal sealed partial class AlertOptionsValidator : IValidateOptions<AlertOptions>;
