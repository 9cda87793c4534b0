using System.Data.Common;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Storage;

namespace HydraBot.ClaudeCode.Permissions;

/// <summary>Questions of sessions and what became of them; an answer is written once.</summary>
internal sealed class AskStore(Database database, TimeProvider time)
{
    /// <summary>Stands where a question was closed without an answer.</summary>
    public const string Closed = "closed";

    private const string Columns = "id, session_id, machine, suggestion, approval_id, always_by, answer, created_at";

    public async ValueTask<bool> AddAsync(PermissionWish wish, string? suggestion, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        sql => sql.ExecuteAsync(
            "INSERT INTO claude_asks (id, session_id, machine, suggestion, created_at) VALUES (@id, @session, @machine, @suggestion, @now) ON CONFLICT (id) DO NOTHING",
            ("id", wish.Ask), ("session", wish.Session), ("machine", wish.Machine), ("suggestion", suggestion), ("now", Moment.Of(time.GetUtcNow()))),
        cancellationToken) == 1;

    public ValueTask<StoredAsk?> FindAsync(string id, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.FirstAsync($"SELECT {Columns} FROM claude_asks WHERE id = @id", Read, ("id", id)), cancellationToken);

    public ValueTask<List<StoredAsk>> OpenAsync(string? session, CancellationToken cancellationToken) => database.ReadAsync(
        sql => sql.ListAsync($"SELECT {Columns} FROM claude_asks WHERE answer IS NULL AND (@session = '' OR session_id = @session)", Read, ("session", session ?? "")), cancellationToken);

    public Task ApprovalAsync(string id, Guid approval, CancellationToken cancellationToken) => ChangeAsync("approval_id = @value", id, approval.ToString("N"), cancellationToken);

    public Task AlwaysAsync(string id, string voter, CancellationToken cancellationToken) => ChangeAsync("always_by = @value", id, voter, cancellationToken);

    /// <returns>False when it was answered before.</returns>
    public async Task<bool> AnswerAsync(string id, string answer, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process, sql => sql.ExecuteAsync("UPDATE claude_asks SET answer = @answer WHERE id = @id AND answer IS NULL", ("answer", answer), ("id", id)), cancellationToken) == 1;

    private async Task ChangeAsync(string change, string id, string value, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process, sql => sql.ExecuteAsync($"UPDATE claude_asks SET {change} WHERE id = @id AND answer IS NULL", ("value", value), ("id", id)), cancellationToken);

    private static StoredAsk Read(DbDataReader row)
    {
        string? Text(int at) => row.IsDBNull(at) ? null : row.GetString(at);
        return new StoredAsk(row.GetString(0), row.GetString(1), row.GetString(2), Text(3), Text(4) is { } id ? Guid.ParseExact(id, "N") : null, Text(5), Text(6), Moment.Read(row.GetInt64(7)));
    }
}

/// <summary>A question as it is stored.</summary>
internal sealed record StoredAsk(string Id, string Session, string Machine, string? Suggestion, Guid? Approval, string? AlwaysBy, string? Answer, DateTimeOffset CreatedAt)
{
    /// <summary>When the session asked, by its own machine's clock where that is known: what else it reports is compared with it.</summary>
    public DateTimeOffset Began => HookId.Began(Id) ?? CreatedAt;
}
