namespace HydraBot.Governance.Readers.Shell;

/// <summary>Signs from Unicode's private use area that stand in expanded text for what is not literal.</summary>
internal static class Mark
{
    /// <summary>Any text at all.</summary>
    public const char Unknown = '\uE000';

    /// <summary>A pattern's <c>*</c> that is not quoted.</summary>
    public const char Star = '\uE001';

    /// <summary>A pattern's <c>?</c> or <c>[...]</c> that is not quoted.</summary>
    public const char One = '\uE002';

    /// <summary>Any text, from a variable whose name says secret.</summary>
    public const char Secret = '\uE003';

    /// <summary>Any text, among it the whole environment, in which secrets may be.</summary>
    public const char Environment = '\uE004';

    /// <summary>Stands before an array and behind each of its elements.</summary>
    private const char Gap = '\uE005';

    public static string Anything { get; } = Unknown.ToString();

    /// <summary>An array, as the value of a variable.</summary>
    public static string Array(IEnumerable<string> elements) => Gap + string.Concat(elements.Select(element => element + Gap));

    public static bool IsArray(string value) => value.StartsWith(Gap);

    /// <summary>The elements of a variable's value, which is the only one when it is no array.</summary>
    public static string[] Elements(string value) => IsArray(value) ? value[1..].Split(Gap)[..^1] : [value];

    /// <summary>A variable's value with another element; any text when the place is not known.</summary>
    public static string With(string? value, string index, string element)
    {
        List<string> elements = value is null ? [] : [.. Elements(value)];
        if (!int.TryParse(index, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) || at > elements.Count)
            return From(value, element);
        if (at < elements.Count)
            elements[at] = element;
        else
            elements.Add(element);
        return Array(elements);
    }

    /// <summary>True when the text is not known to its last letter.</summary>
    public static bool IsOpen(string text) => text.AsSpan().IndexOfAnyInRange(Unknown, Gap) >= 0;

    /// <summary>True when any text may stand somewhere in it.</summary>
    public static bool IsUnknown(string text) => text.AsSpan().IndexOfAny(Unknown, Secret, Environment) >= 0;

    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny(Star, One) >= 0;

    public static bool IsSecret(string text) => text.Contains(Secret, StringComparison.Ordinal);

    /// <summary>True for what must not leave the house: a secret, or what may hold some.</summary>
    public static bool IsConfidential(string text) => text.AsSpan().IndexOfAny(Secret, Environment) >= 0;

    /// <summary>Any text, as confidential as what it was made of.</summary>
    public static string From(params ReadOnlySpan<string?> sources)
    {
        foreach (var source in sources)
        {
            if (source is not null && IsConfidential(source))
                return Environment.ToString();
        }

        return Anything;
    }

    /// <summary>For people.</summary>
    public static string Show(string text) => text.Replace(Unknown, '…').Replace(Star, '*').Replace(One, '?').Replace(Secret, '…').Replace(Environment, '…');
}
