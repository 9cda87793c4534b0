using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.Law.Stored;

/// <summary>Requests in the database.</summary>
internal sealed class OperationJournal(Database database) : IOperationJournal
{
    /// <remarks>Not forced to the disk by itself: what follows before any effect is, and this with it.</remarks>
    public async ValueTask StoreAsync(OperationRequest request, CancellationToken cancellationToken) =>
        await database.WriteAsync(Durability.Process, session => InsertAsync(session, request, RequestState.Received), cancellationToken);

    public ValueTask<AuditEntry> EnterAsync(
        OperationRequest request, RequestState state, AuditDraft entry, CancellationToken cancellationToken) =>
        database.WriteAsync(
            AuditTail.Durability(entry),
            async session =>
            {
                await InsertAsync(session, request, state);
                return await AuditTail.AppendAsync(session, entry);
            },
            cancellationToken);

    public ValueTask<AuditEntry?> MoveAsync(
        Guid requestId,
        RequestState from,
        RequestState to,
        AuditDraft entry,
        JsonElement? maskedArguments,
        CancellationToken cancellationToken) =>
        database.WriteAsync(
            AuditTail.Durability(entry),
            async session => await MoveAsync(session, requestId, from, to, maskedArguments)
                ? await AuditTail.AppendAsync(session, entry)
                : null,
            cancellationToken);

    public async ValueTask<JournalRecord?> FindAsync(Guid requestId, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            session => session.FirstAsync(
                $"SELECT {RequestRow.Columns} FROM requests r WHERE r.id = @id", RequestRow.Read, ("id", StoredId.Of(requestId))),
            cancellationToken);

    public async Task<IReadOnlyList<JournalRecord>> InStateAsync(IReadOnlyList<RequestState> states, CancellationToken cancellationToken)
    {
        // Numbers of an enum, so that they may stand in the text; an id sorts by the time at which it was made.
        var numbers = string.Join(", ", states.Select(state => ((int)state).ToString(CultureInfo.InvariantCulture)));
        return await database.ReadAsync(
            session => session.ListAsync(
                $"SELECT {RequestRow.Columns} FROM requests r WHERE r.state IN ({numbers}) ORDER BY r.id", RequestRow.Read),
            cancellationToken);
    }

    public async IAsyncEnumerable<OperationRequest> SinceAsync(DateTimeOffset moment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An id begins with the time at which it was made, so that the key itself finds the first of them.
        var requests = await database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT {RequestRow.Columns} FROM requests r
                WHERE r.id >= @from AND (r.state <> @refused OR EXISTS (SELECT 1 FROM approvals a WHERE a.request_id = r.id))
                ORDER BY r.id
                """,
                row => RequestRow.Read(row).Request,
                ("from", moment.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture)),
                ("refused", (long)RequestState.Refused)),
            cancellationToken);
        foreach (var request in requests)
            yield return request;
    }

    /// <summary>Compare and set, inside another transaction; true when it was in <paramref name="from"/>.</summary>
    internal static async ValueTask<bool> MoveAsync(
        SqlSession session, Guid requestId, RequestState from, RequestState to, JsonElement? maskedArguments) =>
        await session.ExecuteAsync(
            "UPDATE requests SET state = @to, arguments = COALESCE(CAST(@arguments AS TEXT), arguments) WHERE id = @id AND state = @from",
            ("to", (long)to),
            ("arguments", maskedArguments?.GetRawText()),
            ("id", StoredId.Of(requestId)),
            ("from", (long)from)) == 1;

    private static ValueTask<int> InsertAsync(SqlSession session, OperationRequest request, RequestState state) => session.ExecuteAsync(
        """
        INSERT INTO requests (id, operation, arguments, caller, door, correlation_id, received_at, state)
        VALUES (@id, @operation, @arguments, @caller, @door, @correlation, @received, @state)
        """,
        ("id", StoredId.Of(request.Id)),
        ("operation", request.Operation),
        ("arguments", request.Arguments.GetRawText()),
        ("caller", JsonSerializer.Serialize(request.Caller, StoredJson.Default.Caller)),
        ("door", (long)request.Door),
        ("correlation", request.CorrelationId),
        ("received", StoredTime.Of(request.ReceivedAt)),
        ("state", (long)state));
}
