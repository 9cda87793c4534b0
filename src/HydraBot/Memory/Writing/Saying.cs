using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Memory.Language;
using HydraBot.Memory.Stored;
using HydraBot.Storage;

namespace HydraBot.Memory.Writing;

/// <summary>
/// What a sentence says, whatever its case, articles, endings and marks. Nothing that may turn the meaning is left out: "on" and "off", "not", names and numbers count, and so does the order.
/// </summary>
internal static class Saying
{
    private static readonly FrozenSet<string> Fillers = "a an the really just very quite please ok okay oh well hey hi hello yes yeah".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Equal for what says the same in nearly the same words.</summary>
    public static string Digest(string text)
    {
        var said = string.Join(' ', TextTokens.Of(text).Where(word => !Fillers.Contains(word)).Select(EnglishStemmer.Stem));
        // "don't" loses its end as a word; it must not become "do".
        var negations = text.Count("n't") + text.Count("n’t");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{(said.Length == 0 ? text.Trim() : said)}\u001f{negations}")).AsSpan(0, 16));
    }

    /// <summary>Tiers in which the same is kept once.</summary>
    public static bool IsKeptOnce(MemoryTier tier) => tier is MemoryTier.Core or MemoryTier.Semantic or MemoryTier.Procedural;

    public static ValueTask<int> KeepAsync(SqlSession session, StoredMemory memory) => session.ExecuteAsync(
        "INSERT INTO memory_sayings (memory_id, audience, digest) VALUES (@id, @audience, @digest) ON CONFLICT DO NOTHING",
        ("id", MemoryRow.Id(memory.Id)), ("audience", memory.Audience), ("digest", Digest(memory.Content)));

    private static int Count(this string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.OrdinalIgnoreCase))
            count++;
        return count;
    }
}
