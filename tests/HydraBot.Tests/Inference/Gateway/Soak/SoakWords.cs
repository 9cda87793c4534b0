using System.Text;
using System.Text.Json;

namespace HydraBot.Tests.Inference.Gateway.Soak;

/// <summary>The one right answer to each question: every word of it carries the question's own marker, so that a lost word or another's shows.</summary>
internal static class SoakWords
{
    /// <summary>What the house makes of <see cref="BrokenLetter"/>.</summary>
    private const string Repaired = "\uFFFD(";

    private const int Count = 12;

    /// <summary>Two bytes that are no letter in UTF-8.</summary>
    public static ReadOnlySpan<byte> BrokenLetter => [0xC3, 0x28];

    public static string[] Of(string marker) => [.. Enumerable.Range(1, Count).Select(number => $"{marker}.{number} "), $"{marker}.end"];

    public static string Whole(string marker) => string.Concat(Of(marker));

    /// <summary>Without the letters that came broken.</summary>
    public static string Plain(string text) => text.Replace(Repaired, "", StringComparison.Ordinal);

    /// <summary>What is still to be said: all of it, or the rest where another backend broke off; some begin with what was said last.</summary>
    public static string[] Rest(JsonElement messages, bool repeats)
    {
        var words = Of(messages[0].GetProperty("content").GetString()!);
        if (messages.GetArrayLength() < 3)
            return words;
        var said = messages[1].GetProperty("content").GetString()!;
        var rest = string.Concat(words)[Plain(said).Length..];
        return [repeats && said.Length >= 10 ? said[^10..] + rest : rest];
    }

    /// <summary>One event with broken letters after its words.</summary>
    public static byte[] Garbled(string word)
    {
        var parts = Answering.Word($"{word}|").Split('|');
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. BrokenLetter, .. Encoding.UTF8.GetBytes(parts[1])];
    }
}
