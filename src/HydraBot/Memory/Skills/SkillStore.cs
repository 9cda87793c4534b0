using System.Data.Common;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Memory.Privacy;
using HydraBot.Memory.Stored;

namespace HydraBot.Memory.Skills;

/// <summary>Skills in the database: memories of the kinds <see cref="Kind"/> and <see cref="Proposal"/>, whose metadata is what they do.</summary>
internal sealed class SkillStore(MemoryStore store)
{
    public const string Kind = "workflow";
    public const string Proposal = "proposal";

    private static readonly string Columns = $"{string.Join(", ", MemoryRow.Columns.Split(", ").Select(column => $"m.{column}"))}, s.successes, s.failures, s.in_a_row, s.verified_at";

    /// <summary>The one of this name that holds now: one's own before the channel's before the house's.</summary>
    /// <exception cref="OperationException">There is none that the caller may hear.</exception>
    public async Task<StoredSkill> FindAsync(Caller caller, string name, CancellationToken cancellationToken) =>
        (await HeardAsync(caller, Kind, name, cancellationToken)).Where(IsCurrent).OrderBy(skill => Audience.ScopeOf(skill.Memory.Audience)).FirstOrDefault()
        ?? throw OperationException.WrongArgument($"There is no skill '{(name.Length > 60 ? name[..60] : name)}' that you may run; skill.list tells which there are.");

    /// <summary>Every version of a name that is for the same people, the newest first.</summary>
    public async Task<IReadOnlyList<StoredSkill>> VersionsAsync(string audience, string name, CancellationToken cancellationToken) =>
        await ListAsync("m.audience = @audience AND m.subject = @name AND m.kind = @kind", [("audience", audience), ("name", name), ("kind", Kind)], cancellationToken);

    /// <summary>Those that hold now, or proposals that nobody answered.</summary>
    public async Task<IReadOnlyList<StoredSkill>> ListAsync(Caller caller, string kind, CancellationToken cancellationToken) =>
        [.. (await HeardAsync(caller, kind, null, cancellationToken)).Where(IsCurrent)];

    public async Task<StoredSkill?> OfAsync(Guid id, CancellationToken cancellationToken) =>
        await ListAsync("m.id = @id AND m.kind IN (@kind, @proposal)", [("id", MemoryRow.Id(id)), ("kind", Kind), ("proposal", Proposal)], cancellationToken) is [var skill] ? skill : null;

    /// <summary>Whatever their state, those that were answered too.</summary>
    public Task<IReadOnlyList<StoredSkill>> AllAsync(Caller caller, string kind, string name, CancellationToken cancellationToken) => HeardAsync(caller, kind, name, cancellationToken);

    private static bool IsCurrent(StoredSkill skill) => skill.Memory.State is MemoryState.Active or MemoryState.Suspect;

    private async Task<IReadOnlyList<StoredSkill>> HeardAsync(Caller caller, string kind, string? name, CancellationToken cancellationToken)
    {
        var heard = Audience.Heard(caller);
        return [.. (await ListAsync(
            name is null ? "m.kind = @kind" : "m.kind = @kind AND m.subject = @name",
            name is null ? [("kind", kind)] : [("kind", kind), ("name", name)], cancellationToken)).Where(skill => heard.Contains(skill.Memory.Audience))];
    }

    private async Task<IReadOnlyList<StoredSkill>> ListAsync(string where, (string, object?)[] values, CancellationToken cancellationToken) =>
    [
        .. (await store.ReadAsync(session => session.ListAsync(
            $"SELECT {Columns} FROM memories m LEFT JOIN memory_skills s ON s.memory_id = m.id WHERE m.tier = 3 AND {where} ORDER BY m.sequence DESC", Read, values), cancellationToken)).OfType<StoredSkill>(),
    ];

    /// <summary>Null: somebody imported something under this kind that is no skill.</summary>
    private static StoredSkill? Read(DbDataReader row)
    {
        var memory = MemoryRow.Read(row);
        return Definition(memory) is { } definition ? new StoredSkill(memory, definition, Number(row, 28) ?? 0, Number(row, 29) ?? 0, Number(row, 30) ?? 0, Number(row, 31)) : null;
    }

    private static SkillDefinition? Definition(StoredMemory memory)
    {
        try
        {
            return memory.Metadata is { ValueKind: JsonValueKind.Object } metadata && metadata.Deserialize(MemoryJson.Default.SkillDefinition) is { Name: not null, Trigger: not null, Steps: not null, Parameters: not null, Preconditions: not null } definition ? definition : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
