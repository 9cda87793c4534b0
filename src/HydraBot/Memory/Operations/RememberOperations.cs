using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Tiers;
using HydraBot.Memory.Truth;
using HydraBot.Memory.Writing;
using Description = System.ComponentModel.DescriptionAttribute;

namespace HydraBot.Memory.Operations;

/// <summary>Remembers what somebody wants remembered.</summary>
internal sealed class RememberOperations(Memories memories, ProposedMemories proposed, CoreBlocks core, Disputes disputes)
{
    [Operation("memory.remember", Toolset = "memory", Effect = OperationEffect.Change, Slash = "remember", Message = "Remember this", Private = true)]
    [Description("Remembers something, for you alone or for others too")]
    public async Task<OperationResult<RememberedOne>> RememberAsync(
        [Description("What to remember"), MinLength(1), MaxLength(WriteGate.LongestContent), Withheld] string content,
        Clearance clearance,
        [Description("Which tier")] MemoryTier tier = MemoryTier.Episodic,
        [Description("Who may recall it")] MemoryScope scope = MemoryScope.Private,
        [Description("When it happened, in ISO 8601")] string? occurredAt = null,
        [Description("Who said it"), Withheld] string? speaker = null,
        [Description("The conversation that it is a part of")] string? sessionId = null,
        [Description("Where it comes from"), Withheld] string? source = null,
        [Description("Words to narrow a search by")] IReadOnlyList<string>? tags = null,
        [Description("Anything else, kept as it is"), Withheld] System.Text.Json.JsonElement? metadata = null,
        [Description("From when it is true, in ISO 8601")] string? validFrom = null,
        [Description("Until when it is true, in ISO 8601")] string? validTo = null,
        [Description("Of a fact with one value at a time: about whom or what"), Withheld] string? subject = null,
        [Description("Of such a fact: which value, for example 'ip address'"), Withheld] string? predicate = null,
        [Description("Never decays, and a core line never drops out")] bool pinned = false,
        [Description("How much it matters, from 0 to 1"), Range(0.0, 1.0)] double? importance = null,
        [Description("Ids of the memories that it was made of")] IReadOnlyList<Guid>? derivedFrom = null,
        [Description("Vault alone: a secret to encrypt; the content is its label"), Withheld] string? secret = null,
        CancellationToken cancellationToken = default)
    {
        var memory = new NewMemory
        {
            Content = content,
            Tier = tier,
            Scope = scope,
            OccurredAt = occurredAt,
            Speaker = speaker,
            SessionId = sessionId,
            Source = source,
            Tags = tags,
            Metadata = metadata,
            ValidFrom = validFrom,
            ValidTo = validTo,
            Subject = subject,
            Predicate = predicate,
            Pinned = pinned,
            Importance = importance,
            DerivedFrom = derivedFrom,
            Secret = secret,
        };
        await proposed.CheckAsync(clearance.Caller, [memory], cancellationToken);
        await core.CheckAsync(clearance.Caller, [memory], cancellationToken);
        var one = (await memories.RememberAsync(clearance, [memory], cancellationToken))[0];
        if (tier == MemoryTier.Core)
            await core.RewriteAsync(clearance, scope, cancellationToken);
        if (one.New && tier is MemoryTier.Core or MemoryTier.Semantic)
            one = one with { Disputes = await disputes.FindAsync(one.Id, cancellationToken) };
        return OperationResult.Of(one, Draw(one, scope));
    }

    [Operation("memory.remember_all", Effect = OperationEffect.Change, TimeLimitSeconds = 900, Private = true)]
    [Description("Remembers a batch, whole or not at all, in the order in which it was said")]
    public async Task<OperationResult<RememberedMany>> RememberAllAsync(
        [Description("Memories in order, as JSON"), Withheld] IReadOnlyList<NewMemory> items,
        Clearance clearance,
        CancellationToken cancellationToken)
    {
        await proposed.CheckAsync(clearance.Caller, items, cancellationToken);
        await core.CheckAsync(clearance.Caller, items, cancellationToken);
        var all = items.Count == 0 ? [] : await memories.RememberAsync(clearance, items, cancellationToken);
        foreach (var scope in items.Where(item => item.Tier == MemoryTier.Core).Select(item => item.Scope).Distinct())
            await core.RewriteAsync(clearance, scope, cancellationToken);
        var known = all.Count(one => !one.New);
        return OperationResult.Of(new RememberedMany([.. all.Select(one => one.Id)]), new Card
        {
            Title = $"{all.Count - known} remembered{(known > 0 ? $", {known} known already" : "")}",
            Severity = CardSeverity.Good,
        });
    }

    private static Card Draw(RememberedOne one, MemoryScope scope) => new()
    {
        Title = one.New ? "Remembered" : "I knew that already",
        Severity = one.Suspect.Count + one.Disputes.Count > 0 ? CardSeverity.Warning : CardSeverity.Good,
        Text = string.Join('\n', Lines(one)) is { Length: > 0 } text ? text : null,
        Footer = $"{one.Id} · {scope.ToString().ToLowerInvariant()}",
        Spoken = one.New ? "I will remember that." : "I knew that already.",
    };

    private static IEnumerable<string> Lines(RememberedOne one)
    {
        if (one.Superseded.Count > 0)
            yield return $"What I held true before is not any more: {string.Join(", ", one.Superseded.Select(id => $"`{id}`"))}";
        if (one.Suspect.Count > 0)
            yield return $"⚠️ Rested on it, and is suspect now: {string.Join(", ", one.Suspect.Select(id => $"`{id}`"))}";
        foreach (var dispute in one.Disputes)
            yield return $"⚠️ It seems to contradict what I know. Should it take its place? `/memory settle {dispute}`";
    }
}
