using System.Text;
using System.Text.Json;

namespace HydraBot.Tests.Discord.Fuzzing;

/// <summary>Spoils JSON in the ways that servers, proxies and attackers do: values of another kind, cut ends, stray bytes, numbers out of range.</summary>
internal sealed class JsonMutator(int seed)
{
    private static readonly byte[][] Values =
    [
        .. new[]
        {
            "null", "true", "-1", "0", "1e999", "1.5", "18446744073709551616", "-9223372036854775809", "2147483648", "\"\"", "\"x\"", "\"-1\"", "\"99999999999999999999\"",
            "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[null]", "[[[]]]", "{\"id\":null}", "[{}]", "\"2026-13-45T99:99:99Z\"", "\"0\"", "{\"_errors\":[null,1,{}]}",
        }.Select(Encoding.UTF8.GetBytes),
        [.. Enumerable.Repeat((byte)'[', 200)],
        [0xFF, 0xFE],
        [0xED, 0xA0, 0x80],
    ];

    private readonly Random _random = new(seed);
    private readonly List<(int Start, int Length)> _tokens = [];

    /// <summary>One to four faults in a copy.</summary>
    public byte[] Mutate(byte[] json)
    {
        var spoiled = json;
        for (var times = _random.Next(1, 5); times > 0; times--)
            spoiled = _random.Next(10) < 7 ? ReplaceValue(spoiled) : SpoilBytes(spoiled);
        return spoiled;
    }

    private byte[] ReplaceValue(byte[] json)
    {
        Find(json);
        if (_tokens.Count == 0)
            return SpoilBytes(json);
        var (start, length) = _tokens[_random.Next(_tokens.Count)];
        return Splice(json, start, length, Values[_random.Next(Values.Length)]);
    }

    private byte[] SpoilBytes(byte[] bytes)
    {
        if (bytes.Length == 0)
            return [(byte)_random.Next(256)];
        var at = _random.Next(bytes.Length);
        switch (_random.Next(5))
        {
            case 0:
                return bytes[..at];
            case 1:
                return Splice(bytes, at, _random.Next(Math.Min(32, bytes.Length - at) + 1), []);
            case 2:
                return Splice(bytes, at, 0, bytes[at..Math.Min(bytes.Length, at + _random.Next(64))]);
            case 3:
                return Splice(bytes, at, 0, Values[_random.Next(Values.Length)]);
            default:
                var flipped = bytes.ToArray();
                flipped[at] ^= (byte)(1 << _random.Next(8));
                return flipped;
        }
    }

    /// <summary>Where the values are; of broken JSON, those before the break.</summary>
    private void Find(byte[] json)
    {
        _tokens.Clear();
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null)
                    _tokens.Add(((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex)));
            }
        }
        catch (JsonException)
        {
            // It was spoiled before: what comes before the break can be spoiled further.
        }
    }

    private static byte[] Splice(byte[] bytes, int start, int length, byte[] instead) => [.. bytes.AsSpan(0, start), .. instead, .. bytes.AsSpan(start + length)];
}
