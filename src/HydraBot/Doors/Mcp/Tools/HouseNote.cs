using System.Text.Json;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>
/// What the house says in the place of a tool's result, under the one name that no result has: so it keeps to the tool's own output schema, whose
/// names all may be left out.
/// </summary>
/// <param name="Hydrabot">What it says.</param>
internal sealed record HouseNote(HouseNote.Content Hydrabot)
{
    /// <summary>The name.</summary>
    public const string Name = "hydrabot";

    public static JsonElement Of(PendingResult pending) => JsonSerializer.SerializeToElement(new HouseNote(new Content(pending, null)), McpJson.Default.HouseNote);

    public static JsonElement Of(PagedResult page) => JsonSerializer.SerializeToElement(new HouseNote(new Content(null, page)), McpJson.Default.HouseNote);

    /// <summary>One of the two.</summary>
    /// <param name="Approval">The call waits for people, or waited.</param>
    /// <param name="Page">The result is too long for one answer.</param>
    internal sealed record Content(PendingResult? Approval, PagedResult? Page);
}

/// <summary>Where a call that needs an approval stands.</summary>
/// <param name="State">waiting, approved or running; done, failed, refused, cancelled or interrupted once it ended.</param>
/// <param name="ApprovalId">Of the approval.</param>
/// <param name="RequestId">Of the request, as the audit chain has it.</param>
/// <param name="ExpiresAt">When no answer becomes a no.</param>
/// <param name="Follow">Where the approval can be looked up over HTTP.</param>
/// <param name="Result">The resource that has the result, once there is one.</param>
/// <param name="Reasons">Why it ended so.</param>
internal sealed record PendingResult(string State, Guid ApprovalId, Guid RequestId, DateTimeOffset ExpiresAt, string Follow, string Result, IReadOnlyList<string> Reasons);

/// <summary>Stands in for a result that is too long for one answer.</summary>
/// <param name="Truncated">Always true.</param>
/// <param name="Length">Of the whole, in characters.</param>
/// <param name="Next">The resource that holds the next page.</param>
internal sealed record PagedResult(bool Truncated, int Length, string Next);
