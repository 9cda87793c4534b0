using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Law.Audit;
using HydraBot.Memory.Consolidation;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Skills;

/// <summary>Looks through a month of the record for what somebody does by hand again and again, and proposes it to them as a skill. What they let rest is not proposed again.</summary>
internal sealed class SkillProposals(AuditSearch audit, OperationCatalog catalog, Memories memories, SkillStore skills, SkillCheck check, MemoryStore store, TimeProvider time)
{
    private const int MostEntries = 20_000;

    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    /// <summary>Conversations, memory's own work and answers to the house are no work of anybody's.</summary>
    private static readonly string[] Unlearnt = ["memory.", "skill.", "plan.", "chat", "inference.", "audit.", "approval.", "emergency.", "constitution."];

    public async Task<IReadOnlyDictionary<string, int>> WriteAsync(Guid run, int stage, bool dry, CancellationToken cancellationToken)
    {
        var entries = await audit.FindAsync(new AuditQuery(null, null, "done", null, time.GetUtcNow() - LookBack, null), long.MaxValue, MostEntries, cancellationToken);
        var count = 0;
        foreach (var person in entries.Reverse().Select(view => view.Entry).OfType<AuditDraft>().Where(IsByHand).GroupBy(entry => Audience.Author(entry.Caller!)))
        {
            foreach (var proposal in Habits.Find([.. person.Select(Act)]))
                count += await ProposeAsync(run, person.Last().Caller!, proposal, dry, cancellationToken) ? 1 : 0;
        }

        if (!dry)
            await store.WriteAsync(session => session.ExecuteAsync("UPDATE memory_runs SET stage = @stage WHERE id = @id", ("stage", stage + 1L), ("id", MemoryRow.Id(run))), cancellationToken);
        return new Dictionary<string, int> { ["proposed"] = count };
    }

    private bool IsByHand(AuditDraft entry) =>
        entry is { Kind: AuditKind.Outcome, Caller.Kind: CallerKind.Member or CallerKind.Key, Door: Door.Chat or Door.Voice or Door.Http, Operation: { } name }
        && !Unlearnt.Any(start => name.StartsWith(start, StringComparison.Ordinal)) && catalog.TryFind(name, out var operation) && operation.Effect != OperationEffect.Read;

    private HandAct Act(AuditDraft entry)
    {
        var arguments = entry.Arguments is { ValueKind: JsonValueKind.Object } given ? given : JsonElement.Parse("{}");
        var withheld = catalog.TryFind(entry.Operation!, out var operation) ? operation.Withheld : new HashSet<string>();
        return new HandAct(entry.Operation!, arguments, arguments.EnumerateObject()
            .Where(argument => withheld.Contains(argument.Name) || argument.Value.GetRawText().Contains(SecretMask.Mask, StringComparison.Ordinal)).Select(argument => argument.Name).ToHashSet(StringComparer.Ordinal), entry.At);
    }

    private async Task<bool> ProposeAsync(Guid run, Caller person, SkillDefinition proposal, bool dry, CancellationToken cancellationToken)
    {
        // As of now: they may not do more by a skill than by hand, and one that is there already needs no proposal.
        var known = await skills.ListAsync(person, SkillStore.Kind, cancellationToken);
        if (known.Any(skill => skill.Definition.Steps.Select(step => step.Operation).SequenceEqual(proposal.Steps.Select(step => step.Operation))) || !Fits(proposal))
            return false;
        var memory = SkillWriter.Memory(proposal, SkillStore.Proposal);
        if (dry)
            return !(await skills.AllAsync(person, SkillStore.Proposal, proposal.Name, cancellationToken)).Any(other => other.Memory.Content == memory.Content);
        var kept = (await memories.NoteForAsync(person, [memory], cancellationToken))[0];
        if (kept.New)
            await store.WriteAsync(session => NightWork.NoteAsync(session, run, "proposed", kept.Id, null), CancellationToken.None);
        return kept.New;
    }

    private bool Fits(SkillDefinition proposal)
    {
        try
        {
            check.Check(proposal);
            return true;
        }
        catch (OperationException)
        {
            // The house has changed since: what was done then cannot be asked for any more.
            return false;
        }
    }
}
