using System.Text;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Tiers;

namespace HydraBot.Memory.Skills;

/// <summary>Writes skills into memory: a version ends the one before it, as one fact ends another.</summary>
internal sealed class SkillWriter(Memories memories, SkillStore store, SkillCheck check) : IDisposable
{
    private const string Predicate = "is done by";

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The skill as it stands now, and whether this made it a version of its own.</summary>
    /// <exception cref="OperationException">It does not fit the operations that there are; nothing was saved.</exception>
    public async Task<(StoredSkill Skill, bool New)> SaveAsync(Clearance clearance, SkillDefinition definition, MemoryScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        // Whoever runs it lends it their access: what others are offered is written by those who answer for it.
        if (scope != MemoryScope.Private && clearance.Caller.Access < AccessLevel.Operator)
            throw new OperationException($"A skill for others needs Operator; {clearance.Caller.Name} has {clearance.Caller.Access}. Allowed is private.");
        check.Check(definition);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var versions = await store.VersionsAsync(Audience.Of(clearance.Caller, scope), definition.Name, cancellationToken);
            if (versions is [var current, ..] && Same(current.Definition, definition))
                return (current, false);
            var next = definition with { Version = versions.Select(version => version.Definition.Version).DefaultIfEmpty().Max() + 1 };
            var kept = await memories.RememberAsync(clearance, [Memory(next, SkillStore.Kind) with { Scope = scope }], cancellationToken);
            return ((await store.OfAsync(kept[0].Id, CancellationToken.None))!, true);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A definition as a memory: its trigger first, since that is what is looked for.</summary>
    public static NewMemory Memory(SkillDefinition definition, string kind)
    {
        var text = new StringBuilder(definition.Trigger)
            .Append(kind == SkillStore.Kind ? $"\nSkill {definition.Name}, version {definition.Version}" : $"\nProposed as a skill: {definition.Name}");
        if (definition.Parameters.Count > 0)
            text.Append(", for ").AppendJoin(", ", definition.Parameters);
        foreach (var condition in definition.Preconditions)
            text.Append("\nBefore: ").Append(condition.Text);
        foreach (var (place, step) in definition.Steps.Index())
            text.Append('\n').Append(place + 1).Append(". ").Append(step);
        return new NewMemory
        {
            Content = text.ToString(),
            Tier = MemoryTier.Procedural,
            Kind = kind,
            Subject = definition.Name,
            Predicate = kind == SkillStore.Kind ? Predicate : "might be done by",
            Metadata = JsonSerializer.SerializeToElement(definition, MemoryJson.Default.SkillDefinition),
        };
    }

    public void Dispose() => _turn.Dispose();

    private static bool Same(SkillDefinition one, SkillDefinition other) => JsonElement.DeepEquals(
        JsonSerializer.SerializeToElement(one with { Version = 0 }, MemoryJson.Default.SkillDefinition), JsonSerializer.SerializeToElement(other with { Version = 0 }, MemoryJson.Default.SkillDefinition));
}
