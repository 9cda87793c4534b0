using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Schedules;

namespace HydraBot.Plans.Reading;

/// <summary>Until when a plan is worked on.</summary>
internal static class StopTime
{
    private const string Allowed = "allowed is a time of day such as 06:30, a span such as 90m or 8h, or a moment such as 2026-01-31T06:00Z, at most 7 days from now";

    /// <param name="until">As it was given; null where it was not.</param>
    /// <param name="now">This moment.</param>
    /// <param name="options">How long where nothing is given, and whose time of day.</param>
    /// <exception cref="OperationException">It is no time, gone by, or too far off.</exception>
    public static DateTimeOffset Read(string? until, DateTimeOffset now, PlansOptions options)
    {
        if (string.IsNullOrWhiteSpace(until))
            return now + options.TimeLimit;
        var stop = Parse(until.Trim(), now, options.Zone()) ?? throw Wrong(until, Allowed);
        return stop <= now ? throw Wrong(until, $"that is gone by; {Allowed}") : stop > now + PlansOptions.Longest ? throw Wrong(until, Allowed) : stop;
    }

    private static DateTimeOffset? Parse(string until, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (TimeOnly.TryParseExact(until, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return DayTime.Next(now, at, zone);
        if (DayTime.Span(until, most: 20_000) is { } span)
            return now + span;
        return DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    private static OperationException Wrong(string until, string why) => OperationException.WrongArguments([$"'until' is '{until}'; {why}."]);
}
