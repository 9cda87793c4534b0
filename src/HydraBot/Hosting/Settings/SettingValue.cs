using System.Globalization;

namespace HydraBot.Hosting.Settings;

/// <summary>What may be written as one value, by its type.</summary>
internal static class SettingValue
{
    /// <summary>True for types that are one value rather than a group of settings.</summary>
    public static bool IsValue(Type type) =>
        type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal)
        || type == typeof(TimeSpan) || type == typeof(TimeOnly) || type == typeof(DateTimeOffset) || type == typeof(Uri) || type == typeof(Guid);

    /// <summary>What is allowed, when the text is no value of the type; null when it is.</summary>
    public static string? Allowed(Type type, string text)
    {
        var fits = type switch
        {
            _ when type.IsEnum => Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase),
            _ when type == typeof(bool) => bool.TryParse(text, out _),
            // A bare number would be days, which nobody means.
            _ when type == typeof(TimeSpan) => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _),
            _ when type == typeof(TimeOnly) => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out _),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ when type == typeof(Guid) => Guid.TryParse(text, out _),
            _ when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out _),
            _ when type == typeof(int) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            _ when type == typeof(long) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
            _ when type == typeof(double) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        return fits ? null : Describe(type);
    }

    private static string Describe(Type type) => type switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time such as 00:00:15 (hours:minutes:seconds) or 1.00:00:00 (a day)",
        _ when type == typeof(TimeOnly) => "a time of day such as 07:30",
        _ when type == typeof(DateTimeOffset) => "a moment such as 2026-01-31T12:00:00Z",
        _ when type == typeof(Guid) => "a UUID",
        _ when type == typeof(Uri) => "an absolute URL",
        _ when type == typeof(double) => "a number",
        _ => "a whole number",
    };
}
