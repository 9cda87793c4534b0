namespace HydraBot.Speech.Synthesis;

/// <summary>Whole numbers in English words.</summary>
internal static class EnglishNumber
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen",
    ];

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
}
