using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HydraBot.DiscordEmulator.World;

/// <summary>Discord's id: milliseconds since 2015 in the upper 42 bits, a counter below. On the wire it is a decimal string.</summary>
internal readonly record struct Snowflake(ulong Value) : IComparable<Snowflake>
{
    private const long DiscordEpochMilliseconds = 1_420_070_400_000;

    /// <summary>The moment that is written into the id.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> 22) + DiscordEpochMilliseconds);

    public int CompareTo(Snowflake other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The lowest id of that millisecond.</summary>
    public static Snowflake At(DateTimeOffset moment) => new((ulong)(moment.ToUnixTimeMilliseconds() - DiscordEpochMilliseconds) << 22);

    public static bool TryParse([NotNullWhen(true)] string? text, out Snowflake id)
    {
        var valid = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= long.MaxValue;
        id = new Snowflake(value);
        return valid;
    }

    public static Snowflake Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not a snowflake.");
}
