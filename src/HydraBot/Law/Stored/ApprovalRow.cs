using System.Data.Common;
using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Stored;

/// <summary>An approval as a row, its request beside it.</summary>
internal static class ApprovalRow
{
    public const string Select =
        $"""
        SELECT {RequestRow.Columns}, a.id, a.digest, a.approver, a.votes_needed, a.asker_may, a.expires_after,
               a.articles, a.reasons, a.created_at, a.expires_at, a.state, a.decided_at
        FROM approvals a JOIN requests r ON r.id = a.request_id
        """;

    public static Approval Read(DbDataReader row)
    {
        const int Own = RequestRow.Width;
        return new Approval
        {
            Request = RequestRow.Read(row).Request,
            Id = StoredId.Read(row.GetString(Own)),
            Digest = row.GetString(Own + 1),
            Terms = new ApprovalTerms(
                (AccessLevel)row.GetInt64(Own + 2),
                (int)row.GetInt64(Own + 3),
                row.GetInt64(Own + 4) != 0,
                TimeSpan.FromMicroseconds(row.GetInt64(Own + 5))),
            Articles = Texts(row.GetString(Own + 6)),
            Reasons = Texts(row.GetString(Own + 7)),
            CreatedAt = StoredTime.Read(row.GetInt64(Own + 8)),
            ExpiresAt = StoredTime.Read(row.GetInt64(Own + 9)),
            State = (ApprovalState)row.GetInt64(Own + 10),
            DecidedAt = row.IsDBNull(Own + 11) ? null : StoredTime.Read(row.GetInt64(Own + 11)),
        };
    }

    public static ApprovalVote ReadVote(DbDataReader row) => new(
        JsonSerializer.Deserialize(row.GetString(0), StoredJson.Default.Caller)!, row.GetInt64(1) != 0, StoredTime.Read(row.GetInt64(2)));

    public static string Write(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts, StoredJson.Default.Texts);

    private static IReadOnlyList<string> Texts(string json) => JsonSerializer.Deserialize(json, StoredJson.Default.Texts)!;
}
