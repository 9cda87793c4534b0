using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace HydraBot.Discord.Model;

/// <summary>A Discord id: 64 bits, of which the upper 42 are milliseconds since 2015-01-01. JSON carries it as a string.</summary>
/// <remarks>https://discord.com/developers/docs/reference#snowflakes</remarks>
/// <param name="Value">The id as a number.</param>
[JsonConverter(typeof(SnowflakeConverter))]
public readonly record struct Snowflake(ulong Value) : IComparable<Snowflake>, ISpanParsable<Snowflake>
{
    private const long DiscordEpoch = 1_420_070_400_000;

    /// <summary>When the thing with this id was made, to the millisecond, by Discord's clock.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> 22) + DiscordEpoch);

    /// <summary>The smallest id of a moment: a bound for paging by time.</summary>
    public static Snowflake At(DateTimeOffset time) => new((ulong)(time.ToUnixTimeMilliseconds() - DiscordEpoch) << 22);

    /// <summary>Reads a decimal id; throws <see cref="FormatException"/> for anything else.</summary>
    public static Snowflake Parse(string s, IFormatProvider? provider = null) => Parse(s.AsSpan(), provider);

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Snowflake Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is not a Discord id: up to 20 decimal digits are.");

    /// <summary>Reads a decimal id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, out Snowflake result) => TryParse(s.AsSpan(), null, out result);

    /// <inheritdoc cref="TryParse(string?, out Snowflake)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Snowflake result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, out Snowflake)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Snowflake result)
    {
        var parsed = ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        result = new Snowflake(value);
        return parsed;
    }

    /// <inheritdoc/>
    public int CompareTo(Snowflake other) => Value.CompareTo(other.Value);

    /// <summary>The decimal digits, as Discord writes them.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Snowflake left, Snowflake right) => left.Value < right.Value;

    public static bool operator >(Snowflake left, Snowflake right) => left.Value > right.Value;

    public static bool operator <=(Snowflake left, Snowflake right) => left.Value <= right.Value;

    public static bool operator >=(Snowflake left, Snowflake right) => left.Value >= right.Value;

    public static implicit operator Snowflake(ulong value) => new(value);
}
