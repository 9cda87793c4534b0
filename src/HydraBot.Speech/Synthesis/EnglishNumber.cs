namespace HydraBot.Speech.Synthesis;

/// <summary>Whole numbers in English words.</summary>
internal static class EnglishNumber
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ];

    private static readonly Dictionary<string, string> Ordinals = new(StringComparer.Ordinal)
    {
        ["one"] = "first",
        ["two"] = "second",
        ["three"] = "third",
        ["five"] = "fifth",
        ["eight"] = "eighth",
        ["nine"] = "ninth",
        ["twelve"] = "twelfth",
    };

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly (long Value, string Name)[] Large = [(1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred")];

    public static string Of(long value)
    {
        if (value < 0)
            return $"minus {Of(-value)}";
        if (value < 20)
            return Small[value];
        if (value < 100)
            return value % 10 == 0 ? Tens[value / 10] : $"{Tens[value / 10]} {Small[value % 10]}";
        foreach (var (size, name) in Large)
        {
            if (value >= size)
                return value % size == 0 ? $"{Of(value / size)} {name}" : $"{Of(value / size)} {name} {Of(value % size)}";
        }
        return Small[0];
    }

    /// <summary>Its place in a row: "twenty first".</summary>
    public static string OrdinalOf(long value)
    {
        var words = Of(value);
        var cut = words.LastIndexOf(' ') + 1;
        var last = words[cut..];
        return words[..cut] + (Ordinals.GetValueOrDefault(last) ?? (last.EndsWith('y') ? $"{last[..^1]}ieth" : $"{last}th"));
    }
}
