using System.Data.Common;
using System.Text.Json;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;

namespace HydraBot.Law.Stored;

/// <summary>A request as a row.</summary>
internal static class RequestRow
{
    /// <summary>What a query selects, in the order in which <see cref="Read"/> takes it; the table is called r there.</summary>
    public const string Columns = "r.id, r.operation, r.arguments, r.caller, r.door, r.correlation_id, r.received_at, r.state";

    /// <summary>How many columns that are.</summary>
    public const int Width = 8;

    public static JournalRecord Read(DbDataReader row) => new(
        new OperationRequest
        {
            Id = StoredId.Read(row.GetString(0)),
            Operation = row.GetString(1),
            Arguments = JsonElement.Parse(row.GetString(2)),
            Caller = JsonSerializer.Deserialize(row.GetString(3), StoredJson.Default.Caller)!,
            Door = (Door)row.GetInt64(4),
            CorrelationId = row.GetString(5),
            ReceivedAt = StoredTime.Read(row.GetInt64(6)),
        },
        (RequestState)row.GetInt64(7));
}
