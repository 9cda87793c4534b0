using System.Globalization;

namespace HydraBot.Hosting.Schedules;

/// <summary>Times as owners write them: of day, in their zone, and spans.</summary>
internal static class DayTime
{
    /// <summary>The zone of a setting; the machine's own where it is not set.</summary>
    public static TimeZoneInfo Zone(string? name) => name is { Length: > 0 } ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Local;

    /// <summary>What is wrong with the zone of a setting; null where nothing is.</summary>
    public static string? ZoneProblem(string setting, string? name) => name is { Length: > 0 } && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)
        ? $"{setting} is '{name}'; allowed is a name such as Europe/Berlin."
        : null;

    /// <summary>A span such as <c>90m</c>, <c>12h</c> or <c>3d</c>; null where it is none.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="most">The largest number that is read.</param>
    public static TimeSpan? Span(string text, double most) =>
        text is [.. var number, var unit] && unit is 'm' or 'h' or 'd' && double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count <= most
            ? unit switch { 'm' => TimeSpan.FromMinutes(count), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) }
            : null;

    /// <summary>The next time that it is this time of day there; the later one where a clock is turned back, the hour after where one is skipped.</summary>
    public static DateTimeOffset Next(DateTimeOffset now, TimeOnly at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        for (var day = DateOnly.FromDateTime(local.DateTime); ; day = day.AddDays(1))
        {
            var wall = day.ToDateTime(at);
            while (zone.IsInvalidTime(wall))
                wall = wall.AddMinutes(30);
            var moment = new DateTimeOffset(wall, zone.GetUtcOffset(wall));
            if (moment > now)
                return moment.ToUniversalTime();
        }
    }
}
