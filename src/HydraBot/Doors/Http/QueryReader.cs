using System.Globalization;
using HydraBot.Doors.Http.Problems;

namespace HydraBot.Doors.Http;

/// <summary>Reads values out of the query and says what is allowed when one is not.</summary>
internal static class QueryReader
{
    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static long Number(string name, string? text, long least, long most, long standard)
    {
        if (string.IsNullOrEmpty(text))
            return standard;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(name, text, $"a whole number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>A choice by its name; null where none is made.</summary>
    /// <exception cref="ProblemException">It is none of them.</exception>
    public static TEnum? Choice<TEnum>(string name, string? text)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return Enum.GetNames<TEnum>().FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } known
            ? Enum.Parse<TEnum>(known)
            : throw Wrong(name, text, $"one of {string.Join(", ", Enum.GetNames<TEnum>().Select(choice => choice.ToLowerInvariant()))}");
    }

    private static ProblemException Wrong(string name, string text, string allowed) =>
        new(ProblemKind.WrongArguments.Of($"The query parameter '{name}' is '{text}'; allowed is {allowed}."));
}
