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

    public static string Anything { get; } = Unknown.ToString();

    /// <summary>True when the text is not known to its last letter.</summary>
    public static bool IsOpen(string text) => text.AsSpan().IndexOfAnyInRange(Unknown, Environment) >= 0;

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
    public static string Show(string text) => IsOpen(text)
        ? text.Replace(Unknown, '…').Replace(Star, '*').Replace(One, '?').Replace(Secret, '…').Replace(Environment, '…')
        : text;
}
