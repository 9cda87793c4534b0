using System.Data.Common;
using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Testing;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Improvement.Proposals;

/// <summary>The archive in the database. States move by compare-and-set, each with its audit entry in the same transaction.</summary>
internal sealed class ProposalStore(Database database)
{
    private const string Select = """
        SELECT id, number, kind, title, description, changes, patch, parent, author_kind, author, state, revision, created_at, updated_at,
            score, evidence, deployed_at, deployed_as, replaced, seconds, tokens, money, gpu_seconds FROM improvement_proposals
        """;

    /// <summary>Writes a new proposal down and gives it its number.</summary>
    public async Task<Proposal> AddAsync(Proposal proposal, AuditDraft entry, CancellationToken cancellationToken) => await database.WriteAsync(Durability.Disk, async session =>
    {
        var number = await session.FirstAsync("SELECT COALESCE(MAX(number), 0) FROM improvement_proposals", row => row.GetInt64(0)) + 1;
        var stored = proposal with { Number = number };
        await session.ExecuteAsync(
            """
            INSERT INTO improvement_proposals (id, number, kind, title, description, changes, patch, parent, author_kind, author, state, revision, created_at,
                updated_at, seconds, tokens, money, gpu_seconds)
            VALUES (@id, @number, @kind, @title, @description, @changes, @patch, @parent, @authorKind, @author, 0, 0, @at, @at, @seconds, @tokens, @money, @gpu)
            """,
            ("id", StoredId.Of(stored.Id)), ("number", number), ("kind", (long)stored.Kind), ("title", stored.Title), ("description", stored.Description),
            ("changes", stored.Changes.GetRawText()), ("patch", stored.Patch), ("parent", stored.Parent is { } parent ? StoredId.Of(parent) : null),
            ("authorKind", (long)stored.AuthorKind), ("author", stored.Author), ("at", StoredTime.Of(stored.CreatedAt)),
            ("seconds", stored.Cost.Seconds), ("tokens", stored.Cost.Tokens), ("money", stored.Cost.Money), ("gpu", stored.Cost.GpuSeconds));
        await NoteAsync(session, stored, null, ProposalState.Proposed, stored.CreatedAt, stored.Author, "It was proposed.");
        await AuditTail.AppendAsync(session, entry);
        return stored;
    }, cancellationToken);

    /// <summary>Moves a proposal; null when it was not as <paramref name="seen"/> any more: then nothing was written.</summary>
    public async Task<Proposal?> MoveAsync(Proposal seen, Proposal next, ProposalStep step, CancellationToken cancellationToken) =>
        await database.WriteAsync(Durability.Disk, session => MoveAsync(session, seen, next, step), cancellationToken);

    /// <summary>The same inside a transaction that does more.</summary>
    public static async ValueTask<Proposal?> MoveAsync(SqlSession session, Proposal seen, Proposal next, ProposalStep step)
    {
        var moved = next with { Revision = seen.Revision + 1, UpdatedAt = step.At };
        var rows = await session.ExecuteAsync(
            """
            UPDATE improvement_proposals SET state = @state, revision = @next, updated_at = @at, score = @score, evidence = @evidence, deployed_at = @deployedAt,
                deployed_as = @deployedAs, replaced = @replaced, seconds = @seconds, tokens = @tokens, money = @money, gpu_seconds = @gpu
            WHERE id = @id AND revision = @seen
            """,
            ("state", (long)moved.State), ("next", moved.Revision), ("at", StoredTime.Of(step.At)), ("score", moved.Score),
            ("evidence", moved.Evidence is { } evidence ? JsonSerializer.Serialize(evidence, ImprovementJson.Default.Evidence) : null),
            ("deployedAt", moved.DeployedAt is { } at ? StoredTime.Of(at) : null), ("deployedAs", moved.DeployedAs), ("replaced", moved.Replaced),
            ("seconds", moved.Cost.Seconds), ("tokens", moved.Cost.Tokens), ("money", moved.Cost.Money), ("gpu", moved.Cost.GpuSeconds), ("id", StoredId.Of(seen.Id)), ("seen", seen.Revision));
        if (rows != 1)
            return null;
        await NoteAsync(session, moved, seen.State, moved.State, step.At, step.By, step.Reason);
        await AuditTail.AppendAsync(session, step.Entry);
        return moved;
    }

    public async Task<Proposal?> FindAsync(Guid id, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync($"{Select} WHERE id = @id", Read, ("id", StoredId.Of(id))), cancellationToken);

    public async Task<Proposal?> FindAsync(long number, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync($"{Select} WHERE number = @number", Read, ("number", number)), cancellationToken);

    /// <summary>The newest first; all states, or one.</summary>
    public async Task<IReadOnlyList<Proposal>> ListAsync(ProposalState? state, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            $"{Select} WHERE (@state < 0 OR state = @state) ORDER BY number DESC LIMIT @limit", Read, ("state", (long?)state ?? -1L), ("limit", (long)limit)),
        cancellationToken);

    /// <summary>What is in force and under watch.</summary>
    public async Task<IReadOnlyList<Proposal>> UnderWatchAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync($"{Select} WHERE state IN (4, 5) ORDER BY number", Read), cancellationToken);

    /// <summary>What is in force, under watch or for good.</summary>
    public async Task<IReadOnlyList<Proposal>> InForceAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync($"{Select} WHERE state IN (4, 5, 6) ORDER BY number", Read), cancellationToken);

    public async Task<IReadOnlyList<Transition>> TransitionsAsync(Guid id, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync(
            "SELECT from_state, to_state, at, made_by, reason FROM improvement_transitions WHERE proposal = @id ORDER BY revision",
            row => new Transition(row.IsDBNull(0) ? null : (ProposalState)row.GetInt64(0), (ProposalState)row.GetInt64(1), StoredTime.Read(row.GetInt64(2)), row.GetString(3), row.GetString(4)),
            ("id", StoredId.Of(id))),
        cancellationToken);

    private static async ValueTask NoteAsync(SqlSession session, Proposal proposal, ProposalState? from, ProposalState to, DateTimeOffset at, string by, string reason) =>
        await session.ExecuteAsync(
            "INSERT INTO improvement_transitions (proposal, revision, from_state, to_state, at, made_by, reason) VALUES (@id, @revision, @from, @to, @at, @by, @reason)",
            ("id", StoredId.Of(proposal.Id)), ("revision", proposal.Revision), ("from", (long?)from), ("to", (long)to), ("at", StoredTime.Of(at)), ("by", by), ("reason", reason));

    private static Proposal Read(DbDataReader row) => new()
    {
        Id = StoredId.Read(row.GetString(0)),
        Number = row.GetInt64(1),
        Kind = (ProposalKind)row.GetInt64(2),
        Title = row.GetString(3),
        Description = row.GetString(4),
        Changes = JsonElement.Parse(row.GetString(5)),
        Patch = row.IsDBNull(6) ? null : row.GetString(6),
        Parent = row.IsDBNull(7) ? null : StoredId.Read(row.GetString(7)),
        AuthorKind = (CallerKind)row.GetInt64(8),
        Author = row.GetString(9),
        State = (ProposalState)row.GetInt64(10),
        Revision = row.GetInt64(11),
        CreatedAt = StoredTime.Read(row.GetInt64(12)),
        UpdatedAt = StoredTime.Read(row.GetInt64(13)),
        Score = row.IsDBNull(14) ? null : row.GetDouble(14),
        Evidence = row.IsDBNull(15) ? null : JsonSerializer.Deserialize(row.GetString(15), ImprovementJson.Default.Evidence),
        DeployedAt = row.IsDBNull(16) ? null : StoredTime.Read(row.GetInt64(16)),
        DeployedAs = row.IsDBNull(17) ? null : row.GetString(17),
        Replaced = row.IsDBNull(18) ? null : row.GetString(18),
        Cost = new Cost(row.GetDouble(19), row.GetInt64(20), row.GetDouble(21), row.GetDouble(22)),
    };
}

/// <summary>Why, when and by whom a proposal moves.</summary>
internal sealed record ProposalStep(string By, string Reason, DateTimeOffset At, AuditDraft Entry);
