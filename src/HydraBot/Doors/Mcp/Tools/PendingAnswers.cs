using System.Text.Json;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using ModelContextProtocol.Protocol;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>What is said of a call that people decide about, and of what they decided.</summary>
internal sealed class PendingAnswers(IOperationJournal journal, IAuditLog audit)
{
    public static string Words(Approval approval) =>
        $"{approval.Request.Operation} waits for people: they decide on Discord with ✅ or ❌ until {approval.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. No answer is a no. Nothing has run yet, and nothing that is said here approves it.";

    public static CallToolResult Of(Approval approval) => Answer(
        new PendingResult("waiting", approval.Id, approval.Request.Id, approval.ExpiresAt, $"GET /approvals/{approval.Id}", []), Words(approval), error: false);

    /// <summary>What became of it, by the audit chain.</summary>
    public async Task<CallToolResult> EndedAsync(Approval approval, CancellationToken cancellationToken)
    {
        var state = await journal.FindAsync(approval.Request.Id, cancellationToken) is { } record ? record.State : RequestState.Received;
        var entries = await audit.OfRequestAsync(approval.Request.Id, cancellationToken);
        var reasons = entries is [.., var last] ? AuditChain.Open(last).Reasons : [];
        var word = state.ToString().ToLowerInvariant();
        var text = state is RequestState.Done ? $"{approval.Request.Operation} was approved and is done." : $"{approval.Request.Operation}: {word}. {string.Join(' ', reasons)}";
        return Answer(new PendingResult(word, approval.Id, approval.Request.Id, approval.ExpiresAt, $"GET /approvals/{approval.Id}", reasons), text.TrimEnd(), state is RequestState.Failed or RequestState.Refused or RequestState.Cancelled or RequestState.Interrupted);
    }

    private static CallToolResult Answer(PendingResult result, string words, bool error) => new()
    {
        IsError = error,
        Content = [new TextContentBlock { Text = words }],
        StructuredContent = JsonSerializer.SerializeToElement(result, McpJson.Default.PendingResult),
    };
}

/// <summary>Where a call that needs an approval stands.</summary>
internal sealed record PendingResult(string State, Guid ApprovalId, Guid RequestId, DateTimeOffset ExpiresAt, string Follow, IReadOnlyList<string> Reasons);
