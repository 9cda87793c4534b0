using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using HydraBot.Storage;

namespace HydraBot.Law.Stored;

/// <summary>Approvals in the database. Whatever people decide is on the disk before anybody is told.</summary>
internal sealed class ApprovalStore(Database database) : IApprovalStore
{
    public async ValueTask OpenAsync(Approval approval, AuditDraft entry, CancellationToken cancellationToken) =>
        await database.WriteAsync(Durability.Disk, async session =>
        {
            if (!await OperationJournal.MoveAsync(session, approval.Request.Id, RequestState.Received, RequestState.AwaitingApproval, null))
                throw new InvalidOperationException($"Request {approval.Request.Id} is not waiting to be judged.");
            await InsertAsync(session, approval);
            return await AuditTail.AppendAsync(session, entry);
        }, cancellationToken);

    public ValueTask<bool> VoteAsync(Guid approvalId, ApprovalVote vote, AuditDraft entry, CancellationToken cancellationToken) =>
        database.WriteAsync(Durability.Disk, async session =>
        {
            if (!await SetVoteAsync(session, approvalId, vote))
                return false;
            await AuditTail.AppendAsync(session, entry);
            return true;
        }, cancellationToken);

    public ValueTask<bool> DecideAsync(
        Guid approvalId,
        ApprovalState state,
        DateTimeOffset at,
        ApprovalVote? lastVote,
        AuditDraft entry,
        JsonElement? maskedArguments,
        CancellationToken cancellationToken) =>
        database.WriteAsync(Durability.Disk, async session =>
        {
            if (lastVote is not null)
                await SetVoteAsync(session, approvalId, lastVote);
            var decided = await session.ExecuteAsync(
                "UPDATE approvals SET state = @state, decided_at = @at WHERE id = @id AND state = @pending",
                ("state", (long)state),
                ("at", StoredTime.Of(at)),
                ("id", StoredId.Of(approvalId)),
                ("pending", (long)ApprovalState.Pending));
            if (decided == 0)
                return false;

            var requestId = await session.FirstAsync(
                "SELECT request_id FROM approvals WHERE id = @id", row => StoredId.Read(row.GetString(0)), ("id", StoredId.Of(approvalId)));
            var to = state == ApprovalState.Approved ? RequestState.Approved : RequestState.Refused;
            if (!await OperationJournal.MoveAsync(session, requestId, RequestState.AwaitingApproval, to, maskedArguments))
                throw new InvalidOperationException($"Request {requestId} does not wait for its approval {approvalId}.");
            await AuditTail.AppendAsync(session, entry);
            return true;
        }, cancellationToken);

    public async ValueTask NoteAsync(AuditDraft entry, CancellationToken cancellationToken) =>
        await database.WriteAsync(AuditTail.Durability(entry), session => AuditTail.AppendAsync(session, entry), cancellationToken);

    public ValueTask<Approval?> FindAsync(Guid approvalId, CancellationToken cancellationToken) =>
        FindAsync("a.id", approvalId, cancellationToken);

    public ValueTask<Approval?> OfRequestAsync(Guid requestId, CancellationToken cancellationToken) =>
        FindAsync("a.request_id", requestId, cancellationToken);

    public async Task<IReadOnlyList<Approval>> ListAsync(ApprovalState? state, int limit, CancellationToken cancellationToken) =>
        await database.ReadAsync(async session =>
        {
            var where = state is { } wanted ? $"WHERE a.state = {(int)wanted}" : "";
            var approvals = await session.ListAsync(
                $"{ApprovalRow.Select} {where} ORDER BY a.id DESC LIMIT @limit", ApprovalRow.Read, ("limit", (long)limit));
            for (var index = 0; index < approvals.Count; index++)
                approvals[index] = await WithVotesAsync(session, approvals[index]);
            return approvals;
        }, cancellationToken);

    private ValueTask<Approval?> FindAsync(string column, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var found = await session.FirstAsync(
                $"{ApprovalRow.Select} WHERE {column} = @id", ApprovalRow.Read, ("id", StoredId.Of(id)));
            return found is null ? null : await WithVotesAsync(session, found);
        }, cancellationToken);

    private static async ValueTask<Approval> WithVotesAsync(SqlSession session, Approval approval) => approval with
    {
        Votes = await session.ListAsync(
            "SELECT voter, agrees, voted_at FROM approval_votes WHERE approval_id = @id ORDER BY voted_at, voter_id",
            ApprovalRow.ReadVote,
            ("id", StoredId.Of(approval.Id))),
    };

    private static async ValueTask InsertAsync(SqlSession session, Approval approval) => await session.ExecuteAsync(
        """
        INSERT INTO approvals (
            id, request_id, digest, approver, votes_needed, asker_may, expires_after, articles, reasons, created_at, expires_at, state)
        VALUES (@id, @request, @digest, @approver, @count, @asker, @after, @articles, @reasons, @created, @expires, @state)
        """,
        ("id", StoredId.Of(approval.Id)),
        ("request", StoredId.Of(approval.Request.Id)),
        ("digest", approval.Digest),
        ("approver", (long)approval.Terms.Approver),
        ("count", (long)approval.Terms.Count),
        ("asker", approval.Terms.AskerMay ? 1L : 0L),
        ("after", (long)approval.Terms.ExpiresAfter.TotalMicroseconds),
        ("articles", ApprovalRow.Write(approval.Articles)),
        ("reasons", ApprovalRow.Write(approval.Reasons)),
        ("created", StoredTime.Of(approval.CreatedAt)),
        ("expires", StoredTime.Of(approval.ExpiresAt)),
        ("state", (long)approval.State));

    /// <summary>One vote a member; false when the approval is decided, or this very vote stands.</summary>
    private static async ValueTask<bool> SetVoteAsync(SqlSession session, Guid approvalId, ApprovalVote vote) => await session.ExecuteAsync(
        """
        INSERT INTO approval_votes (approval_id, voter_id, voter, agrees, voted_at)
        SELECT id, @voterId, @voter, @agrees, @at FROM approvals WHERE id = @id AND state = @pending
        ON CONFLICT (approval_id, voter_id) DO UPDATE SET voter = excluded.voter, agrees = excluded.agrees, voted_at = excluded.voted_at
        WHERE approval_votes.agrees <> excluded.agrees
        """,
        ("voterId", vote.Voter.Id),
        ("voter", JsonSerializer.Serialize(vote.Voter, StoredJson.Default.Caller)),
        ("agrees", vote.Agrees ? 1L : 0L),
        ("at", StoredTime.Of(vote.At)),
        ("id", StoredId.Of(approvalId)),
        ("pending", (long)ApprovalState.Pending)) == 1;
}
