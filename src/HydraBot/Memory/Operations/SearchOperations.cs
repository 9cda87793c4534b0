using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Recall;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Writing;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Finds memories, and says why.</summary>
internal sealed class SearchOperations(MemorySearch search, SearchFeedback feedback, RecallNotes notes)
{
    private const int LongestQuery = 100_000;

    [Operation("memory.search", Toolset = "memory", Slash = "recall", Private = true)]
    [Description("Searches what is remembered")]
    public async Task<OperationResult<SearchAnswer>> SearchAsync(
        [Description("What you look for, in your own words"), MaxLength(LongestQuery), Withheld] string query,
        Clearance clearance,
        [Description("Only these tiers")] IReadOnlyList<MemoryTier>? tiers = null,
        [Description("Only what has all of these tags")] IReadOnlyList<string>? tags = null,
        [Description("How many"), Range(1, 200)] int limit = 10,
        [Description("As things stood then, in ISO 8601")] string? asOf = null,
        [Description("Only this conversation")] string? sessionId = null,
        [Description("Also what is archived, which otherwise is looked at only where little is found")] bool archive = false,
        CancellationToken cancellationToken = default)
    {
        var question = new SearchQuestion(query, tiers ?? [], tags ?? [], limit, Moment(asOf), sessionId) { Archive = archive, ForModel = clearance.Caller.Kind == CallerKind.Model };
        var found = await search.SearchAsync(clearance.Caller, question, cancellationToken);
        feedback.Searched(clearance.Caller, query);
        notes.Add(found.Select(one => one.Memory));
        var answer = new SearchAnswer([.. found.Select(one => MemoryView.Of(one.Memory, Math.Round(one.Found.Score, 4)))]);
        return OperationResult.Of(answer, Draw(answer));
    }

    [Operation("memory.rate", Effect = OperationEffect.Change, Private = true)]
    [Description("Says whether your last search found what you looked for; experiments on how memories are found are judged by it")]
    public OperationResult<SearchRated> Rate(Clearance clearance, [Description("true when it did")] bool good)
    {
        feedback.Rate(clearance.Caller, good);
        return OperationResult.Of(new SearchRated(good), new Card { Title = good ? "👍 Noted" : "👎 Noted", Severity = CardSeverity.Good });
    }

    [Operation("memory.why", Private = true)]
    [Description("Searches, and says what each way of searching gave to each memory")]
    public async Task<OperationResult<WhyAnswer>> WhyAsync(
        [Description("What you look for, in your own words"), MaxLength(LongestQuery), Withheld] string query,
        Clearance clearance,
        [Description("How many"), Range(1, 25)] int limit = 5,
        [Description("Only what has all of these tags")] IReadOnlyList<string>? tags = null,
        [Description("Also what is archived")] bool archive = false,
        CancellationToken cancellationToken = default)
    {
        var question = new SearchQuestion(query, [], tags ?? [], limit, null, null) { Archive = archive, ForModel = clearance.Caller.Kind == CallerKind.Model };
        var found = await search.SearchAsync(clearance.Caller, question, cancellationToken);
        var answer = new WhyAnswer([.. found.Select(one => new WhyLine(one.Memory.Id, Short(one.Memory.Content), Math.Round(one.Found.Score, 4),
            one.Found.Arms.ToDictionary(arm => arm.Arm, arm => Math.Round((double)arm.Score, 4), StringComparer.Ordinal)))]);
        return OperationResult.Of(answer, new Card
        {
            Title = answer.Memories.Count == 0 ? "Nothing fits" : "Why these",
            Fields = [.. answer.Memories.Select(line => new CardField(
                string.Create(CultureInfo.InvariantCulture, $"{line.Score:0.000} · {line.Id}"),
                $"{Short(line.Content)}\n{string.Join(" · ", line.Arms.Select(arm => string.Create(CultureInfo.InvariantCulture, $"{arm.Key} {arm.Value:0.000}")))}"))],
        });
    }

    internal static long? Moment(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        return Moments.TryRead(text, out var at)
            ? at
            : throw OperationException.WrongArgument($"'asOf' is '{(text.Length > 60 ? text[..60] : text)}'; allowed is a moment of the years 1 to 9999 in ISO 8601, such as 2026-11-28T05:00:00Z.");
    }

    internal static string Short(string text) => text.Length <= 200 ? text : $"{text[..(char.IsHighSurrogate(text[199]) ? 199 : 200)]}…";

    private static Card Draw(SearchAnswer answer)
    {
        var text = new StringBuilder();
        foreach (var memory in answer.Memories)
            text.Append(CultureInfo.InvariantCulture, $"**{memory.Tier.ToString().ToLowerInvariant()}**{(memory.OccurredAt is { } at ? $" {at[..10]}" : "")}{(memory.Speaker is { } who ? $" {who}" : "")}: {Short(memory.Content)}\n-# `{memory.Id}`{Standing(memory)}\n");
        return new Card
        {
            Title = answer.Memories.Count == 0 ? "I remember nothing about that" : answer.Memories.Count == 1 ? "1 memory" : $"{answer.Memories.Count} memories",
            Text = text.Length == 0 ? null : text.ToString(),
            Spoken = answer.Memories is [var best, ..] ? Short(best.Content) : "I remember nothing about that.",
        };
    }

    private static string Standing(MemoryView memory) => memory.State switch
    {
        Stored.MemoryState.Suspect => " ⚠️ suspect",
        Stored.MemoryState.Superseded => " · not true any more",
        Stored.MemoryState.Archived => " · archived",
        _ => "",
    };
}

/// <summary>What was said of a search.</summary>
internal sealed record SearchRated(bool Good);

/// <summary>Why memories were found.</summary>
internal sealed record WhyAnswer(IReadOnlyList<WhyLine> Memories);

/// <summary>One memory and what each arm gave it.</summary>
internal sealed record WhyLine(Guid Id, string Content, double Score, IReadOnlyDictionary<string, double> Arms);
