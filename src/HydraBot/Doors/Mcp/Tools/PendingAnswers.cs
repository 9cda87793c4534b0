using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Journal;
using ModelContextProtocol.Protocol;

namespace HydraBot.Doors.Mcp.Tools;

/// <summary>What is said of a call that people decide about, and of what they decided.</summary>
internal sealed class PendingAnswers(IApprovalStore approvals, IOperationJournal journal, IAuditLog audit, DecidedCalls decided, ToolAnswers answers)
{
    public const string Scheme = "hydra://approvals/";

    public static string Words(Approval approval) =>
        $"{approval.Request.Operation} waits for people: they decide on Discord with ✅ or ❌ until {approval.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. No answer is a no. Nothing has run yet, and nothing that is said here approves it.";

    public static CallToolResult Of(Approval approval)
    {
        var answer = Answer(approval, "waiting", [], $"{Words(approval)} The result will be in the resource {Scheme}{approval.Id}.", error: false);
        answer.Content.Add(new ResourceLinkBlock { Uri = $"{Scheme}{approval.Id}", Name = $"result of {approval.Request.Operation}", Description = "Where it stands, and the result for an hour after it ran" });
        return answer;
    }

    /// <summary>Its outcome is worth keeping: whoever asked comes back.</summary>
    public void Expect(Approval approval) => decided.Expect(approval.Id);

    /// <summary>One of this key's, by its id; another's is none.</summary>
    public async Task<Approval?> FindAsync(McpCaller caller, string id, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var known) && await approvals.FindAsync(known, cancellationToken) is { } approval && caller.Is(approval.Request.Caller) ? approval : null;

    /// <summary>What became of it: the result itself where it is still here, else what the audit chain says. Null while it is not at its end.</summary>
    public async Task<CallToolResult?> EndedAsync(Approval approval, OperationTool? tool, McpCaller caller, CancellationToken cancellationToken)
    {
        if (tool is not null && decided.Now(approval.Id) is { } known)
            return answers.Of(tool, known, caller);
        var state = await StateAsync(approval, cancellationToken);
        if (state < RequestState.Done)
            return null;
        if (approval.State == ApprovalState.Approved && tool is not null && await decided.OfAsync(approval.Id, cancellationToken) is { } outcome)
            return answers.Of(tool, outcome, caller);

        var entries = await audit.OfRequestAsync(approval.Request.Id, cancellationToken);
        var reasons = entries is [.., var last] ? AuditChain.Open(last).Reasons : [];
        var word = Word(state);
        return state == RequestState.Done
            ? Answer(approval, word, reasons, $"{approval.Request.Operation} was approved and is done. Its result is not kept any more.", error: false)
            : Answer(approval, word, reasons, $"{approval.Request.Operation}: {word}. {string.Join(' ', reasons)}".TrimEnd(), error: true);
    }

    /// <summary>The same for whoever waits: what was approved is waited for a moment, so that nobody comes back again and again while it runs.</summary>
    public async Task<CallToolResult?> ComingAsync(Approval approval, OperationTool tool, McpCaller caller, CancellationToken cancellationToken) =>
        await EndedAsync(approval, tool, caller, cancellationToken)
        ?? (approval.State == ApprovalState.Approved && await decided.OfAsync(approval.Id, cancellationToken) is { } outcome ? answers.Of(tool, outcome, caller) : null);

    /// <summary>The same for whoever reads it as a resource.</summary>
    public async Task<CallToolResult> NowAsync(Approval approval, OperationTool? tool, McpCaller caller, CancellationToken cancellationToken)
    {
        if (await EndedAsync(approval, tool, caller, cancellationToken) is { } ended)
            return ended;
        return approval.State == ApprovalState.Pending ? Of(approval)
            : Answer(approval, Word(await StateAsync(approval, cancellationToken)), [], $"{approval.Request.Operation} was approved and is not at its end yet.", error: false);
    }

    private async ValueTask<RequestState> StateAsync(Approval approval, CancellationToken cancellationToken) =>
        await journal.FindAsync(approval.Request.Id, cancellationToken) is { } record ? record.State : RequestState.Received;

    private static string Word(RequestState state) => state switch
    {
        RequestState.Received or RequestState.AwaitingApproval => "waiting",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static CallToolResult Answer(Approval approval, string state, IReadOnlyList<string> reasons, string words, bool error) => new()
    {
        IsError = error,
        Content = [new TextContentBlock { Text = words }],
        StructuredContent = HouseNote.Of(new PendingResult(state, approval.Id, approval.Request.Id, approval.ExpiresAt, $"GET /approvals/{approval.Id}", $"{Scheme}{approval.Id}", reasons)),
    };
}
