using System.Globalization;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Tuning;
using HydraBot.Inference;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;
using HydraBot.Memory.Tiers;

namespace HydraBot.Memory.Writing;

/// <summary>
/// Checks what is proposed to be remembered against what there is: what it says it was made of must be there. What a model proposes is held to more, since it may be wrong, made up or fed to it:
/// a model speaks for nobody, pins nothing, knows no secrets, and writes sentences.
/// </summary>
internal sealed class ProposedMemories(MemoryStore store, ITuning tuning, TimeProvider time)
{
    private const int LongestFact = 1_000;
    private const int LongestText = 8_000;

    /// <exception cref="OperationException">Some cannot be; which and why. Nothing was remembered.</exception>
    public async Task CheckAsync(Caller caller, IReadOnlyList<NewMemory> items, CancellationToken cancellationToken)
    {
        foreach (var (place, item) in items.Index())
        {
            var which = items.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{place}]: ");
            if (await UnknownAsync(caller, item.DerivedFrom ?? [], cancellationToken) is { } unknown)
                throw new OperationException($"{which}'derivedFrom' names {unknown}, and there is no such memory that you may see. Nothing was remembered.");
            if (caller.Kind == CallerKind.Model && Problem(caller, item) is { } problem)
                throw new OperationException($"{which}What the model proposed is not remembered: {problem}.");
        }
    }

    /// <summary>What a model was told to be: nothing that repeats it is remembered.</summary>
    public string SystemText => tuning.Current.Text(InferenceTunables.Instructions);

    private string? Problem(Caller caller, NewMemory item)
    {
        if (item.Secret is not null)
            return "a secret comes from a person, never from a model";
        if (item.Pinned)
            return "only people pin";
        if (item.Speaker is { Length: > 0 } speaker && speaker != caller.Name)
            return $"a model cannot say what {(speaker.Length > 40 ? speaker[..40] : speaker)} said; allowed as 'speaker' is {caller.Name} or nobody";
        if (item.OccurredAt is { } moment && Moments.TryRead(moment, out var at) && at > Moments.Of(time.GetUtcNow().AddDays(1)))
            return $"'occurredAt' is {moment}, which is still to come";
        var longest = item.Tier is MemoryTier.Core or MemoryTier.Semantic ? LongestFact : LongestText;
        if (item.Tier is MemoryTier.Core or MemoryTier.Semantic && item.Content.TrimEnd().EndsWith('?'))
            return "a question is no fact";
        return ModelText.Problem(item.Content, SystemText, longest);
    }

    private async Task<Guid?> UnknownAsync(Caller caller, IReadOnlyList<Guid> sources, CancellationToken cancellationToken)
    {
        var heard = Audience.Heard(caller);
        foreach (var source in sources)
        {
            if (await store.FindAsync(source, cancellationToken) is not { } memory || !heard.Contains(memory.Audience))
                return source;
        }

        return null;
    }
}
