using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HydraBot.Governance.Audit;
using HydraBot.Memory.Tiers;

namespace HydraBot.Memory.Writing;

/// <summary>What comes in, is cleaned and checked: no secrets, no text that we gave out ourselves, nothing that cannot be stored.</summary>
internal sealed partial class WriteGate(SecretMask mask)
{
    public const int LongestContent = 2_000_000;
    public const int LongestText = 500;
    public const int MostTags = 64;
    public const int LongestMetadata = 200_000;

    /// <summary>The memory as it may be stored, or what is wrong with it in sentences.</summary>
    public (NewMemory Memory, IReadOnlyList<string> Problems) Check(NewMemory memory)
    {
        var problems = new List<string>();
        var content = Clean(memory.Content);
        if (string.IsNullOrWhiteSpace(content))
        {
            problems.Add(string.IsNullOrWhiteSpace(memory.Content)
                ? $"'content' is empty; it has 1 to {LongestContent} characters that are not all spaces."
                : "'content' holds nothing but text that came out of memory itself or system text; neither is remembered.");
        }
        else if (content.Length > LongestContent)
        {
            problems.Add($"'content' has {content.Length} characters; allowed are 1 to {LongestContent}.");
        }

        Short(problems, "speaker", memory.Speaker);
        Short(problems, "sessionId", memory.SessionId);
        Short(problems, "subject", memory.Subject);
        Short(problems, "predicate", memory.Predicate);
        if (memory.Source?.Length > 4 * LongestText)
            problems.Add($"'source' has {memory.Source.Length} characters; allowed are up to {4 * LongestText}.");
        Tags(problems, memory.Tags ?? []);
        Moment(problems, "occurredAt", memory.OccurredAt);
        Moment(problems, "validFrom", memory.ValidFrom);
        Moment(problems, "validTo", memory.ValidTo);
        if (memory.Importance is < 0 or > 1 or double.NaN)
            problems.Add($"'importance' is {memory.Importance}; allowed is 0 to 1.");
        if (memory.Metadata is { } metadata && (metadata.ValueKind is not (System.Text.Json.JsonValueKind.Object or System.Text.Json.JsonValueKind.Null)
            || metadata.GetRawText().Length > LongestMetadata))
            problems.Add($"'metadata' is an object of up to {LongestMetadata} characters.");
        if (memory.Secret is not null && memory.Tier != MemoryTier.Vault)
            problems.Add($"'secret' is for the tier vault alone, not for {memory.Tier.ToString().ToLowerInvariant()}.");
        if (memory.Predicate is not null && memory.Subject is null)
            problems.Add("'predicate' needs a 'subject'.");

        return (memory with
        {
            Content = content,
            Speaker = Kept(memory.Speaker),
            SessionId = Kept(memory.SessionId),
            Source = memory.Source is { } source ? mask.Apply(Storable(source)) : null,
            Tags = memory.Tags is { } tags ? [.. tags.Select(tag => Storable(tag).Trim()).Distinct(StringComparer.OrdinalIgnoreCase)] : [],
            Metadata = memory.Metadata is { ValueKind: System.Text.Json.JsonValueKind.Object } kept ? mask.Apply(kept) : null,
        }, problems);
    }

    /// <summary>Equal for what is the same thing said again, so that a batch which is sent twice is remembered once.</summary>
    public static string Hash(NewMemory memory, int occurrence)
    {
        var parts = string.Join('\u001f',
            (int)memory.Tier, memory.Content, memory.OccurredAt, memory.Speaker, memory.SessionId, memory.Source, string.Join('\u001e', memory.Tags ?? []),
            memory.Metadata?.GetRawText(), memory.Subject, memory.Predicate, memory.ValidFrom, occurrence);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts)).AsSpan(0, 16));
    }

    /// <summary>Without secrets, without what recall put into a prompt, without what no text column takes.</summary>
    private string Clean(string content) => mask.Apply(Storable(Recalled().Replace(content, ""))).Trim();

    /// <summary>PostgreSQL has no NUL in text: its symbol stands for it.</summary>
    private static string Storable(string text) => text.Replace('\0', '␀');

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : Storable(text).Trim();

    private static void Short(List<string> problems, string name, string? text)
    {
        if (text?.Length > LongestText)
            problems.Add($"'{name}' has {text.Length} characters; allowed are up to {LongestText}.");
    }

    private static void Tags(List<string> problems, IReadOnlyList<string> tags)
    {
        if (tags.Count > MostTags)
            problems.Add($"'tags' has {tags.Count} entries; allowed are up to {MostTags}.");
        if (tags.FirstOrDefault(tag => string.IsNullOrWhiteSpace(tag) || tag.Length > LongestText || tag.Contains(',', StringComparison.Ordinal)) is { } wrong)
            problems.Add($"The tag '{(wrong.Length > 40 ? wrong[..40] : wrong)}' cannot be; a tag has 1 to {LongestText} characters and no comma, which separates tags in a search.");
    }

    private static void Moment(List<string> problems, string name, string? text)
    {
        if (text is not null && !Moments.TryRead(text, out _))
            problems.Add($"'{name}' is '{(text.Length > 60 ? text[..60] : text)}'; allowed is a moment of the years 1 to 9999 in ISO 8601, such as 2026-11-28T05:00:00Z.");
    }

    /// <summary>The frame in which recall stands in a prompt, and the frames that chat templates put around system text.</summary>
    [GeneratedRegex(@"<recalled-memory\b[^>]*>[\s\S]*?(?:</recalled-memory>|\z)|<\|im_start\|>system[\s\S]*?(?:<\|im_end\|>|\z)|<system>[\s\S]*?(?:</system>|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Recalled();
}
