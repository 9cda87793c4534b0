using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.ClaudeCode.Posts;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.ClaudeCode.Permissions;

/// <summary>
/// Brings a session's question to people and their answer back. The question is stored first, so it outlives the house: whoever asks again with the
/// same id finds it as it stands.
/// </summary>
internal sealed class PermissionDesk(
    GovernedExecutor road, ApprovalDesk desk, IApprovalStore approvals, AskStore asks, SessionPosts posts, SecretMask mask, TimeProvider time) : IApprovalDoor, IStandingAnswers
{
    public const string Operation = "claude.permission";

    /// <summary>More than this nobody judges on a phone; the terminal asks alone.</summary>
    private const int LongestRequest = 60_000;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _changed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _asking = new(StringComparer.Ordinal);

    /// <summary>Asks, or asks again, and waits for an answer for a while.</summary>
    public async Task<PermissionState> AskAsync(PermissionWish wish, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (_asking.TryAdd(wish.Ask, 0))
        {
            try
            {
                if (!await BringAsync(wish))
                    return PermissionState.Closed;
            }
            finally
            {
                _asking.TryRemove(wish.Ask, out _);
            }
        }

        var began = time.GetTimestamp();
        while (true)
        {
            var changed = _changed.GetOrAdd(wish.Ask, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (await StateAsync(wish.Ask, cancellationToken) is { Kind: not PermissionStateKind.Waiting } state)
            {
                _changed.TryRemove(wish.Ask, out _);
                return state;
            }

            var left = wait - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                return PermissionState.Waiting;
            try
            {
                await changed.Task.WaitAsync(left, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return await StateAsync(wish.Ask, cancellationToken);
            }
        }
    }

    /// <summary>Allows what people approved; told by the operation.</summary>
    /// <returns>True when for good.</returns>
    /// <exception cref="OperationException">Nobody waits for it any more.</exception>
    public async Task<bool> AllowAsync(Clearance clearance, string ask, CancellationToken cancellationToken)
    {
        if (await asks.FindAsync(ask, cancellationToken) is not { Answer: null } known)
            throw new OperationException("This was answered in the terminal already.");
        var approval = await approvals.OfRequestAsync(clearance.RequestId, cancellationToken);
        var always = known is { AlwaysBy: { } voter, Suggestion: not null } && approval?.Votes.Any(vote => vote.Agrees && vote.Voter.Id == voter) == true;
        var answer = new JsonObject { ["behavior"] = "allow" };
        if (always)
            answer["updatedPermissions"] = JsonNode.Parse(known.Suggestion!);
        if (!await AnswerAsync(ask, answer.ToJsonString(), cancellationToken))
            throw new OperationException("This was answered in the terminal already.");
        return always;
    }

    /// <summary>The session went on without an answer from here: what it asked before that is taken back.</summary>
    public async Task CloseAsync(string session, DateTimeOffset wentOn, CancellationToken cancellationToken)
    {
        foreach (var ask in (await asks.OpenAsync(session, cancellationToken)).Where(ask => ask.Began <= wentOn))
            await CloseAsync(ask, cancellationToken);
    }

    /// <summary>Nobody waits for this question any more.</summary>
    public async Task CloseAsync(StoredAsk ask, CancellationToken cancellationToken)
    {
        if (!await AnswerAsync(ask.Id, AskStore.Closed, cancellationToken) || ask.Approval is not { } approval)
            return;
        await desk.WithdrawAsync(approval, HookKeys.Asker(ask.Machine), cancellationToken);
    }

    public async Task ChosenAsync(Approval approval, Caller voter, CancellationToken cancellationToken)
    {
        if (approval.Request.Operation == Operation && approval.Request.Arguments.Text("ask") is { } ask)
            await asks.AlwaysAsync(ask, voter.Id, cancellationToken);
    }

    public Task ShowAsync(Approval approval, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task DecidedAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (approval.Request.Operation != Operation || approval.State is ApprovalState.Approved or ApprovalState.Pending || approval.Request.Arguments.Text("ask") is not { } ask)
            return;
        var refuser = approval.Votes.LastOrDefault(vote => !vote.Agrees)?.Voter.Name;
        await AnswerAsync(
            ask, approval.State == ApprovalState.Denied ? new JsonObject { ["behavior"] = "deny", ["message"] = $"{refuser ?? "Somebody"} refused this on Discord." }.ToJsonString() : AskStore.Closed,
            cancellationToken);
    }

    public IProgress<OperationProgress>? Progress(Approval approval) => null;

    public async Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        // Approved, and yet not run: the stop was pulled, or the law changed. The terminal asks on.
        if (approval.Request.Operation == Operation && outcome is not OperationOutcome.Done && approval.Request.Arguments.Text("ask") is { } ask)
            await AnswerAsync(ask, AskStore.Closed, cancellationToken);
    }

    /// <summary>The question goes down the road like any other; false when nobody can be asked.</summary>
    private async Task<bool> BringAsync(PermissionWish wish)
    {
        // A question that was begun is brought to its end, whether or not whoever asked still waits.
        var stop = CancellationToken.None;
        var (suggestions, always) = Suggestion.Of(wish.Suggestions);
        if (!await asks.AddAsync(wish, suggestions, stop) && await asks.FindAsync(wish.Ask, stop) is { Approval: not null } or { Answer: not null })
            return true;
        var text = mask.Apply(ToolText.Of(wish.Tool, wish.Input));
        if (text.Length > LongestRequest)
            return !await asks.AnswerAsync(wish.Ask, AskStore.Closed, stop);
        // Cut off after the question was opened and before that was noted here: the same question is found again.
        var open = (await approvals.ListAsync(ApprovalState.Pending, 500, stop)).FirstOrDefault(one => one.Request.Operation == Operation && one.Request.Arguments.Text("ask") == wish.Ask)
            ?? await OpenAsync(wish, text, always, stop);
        if (open is null)
            return true;
        await asks.ApprovalAsync(wish.Ask, open.Id, stop);
        await posts.AddAsync(wish.Session, new Card { Title = $"It asks to use {wish.Tool}", Severity = CardSeverity.Waiting }, stop, approval: open.Id);
        return true;
    }

    private async Task<Approval?> OpenAsync(PermissionWish wish, string text, string always, CancellationToken stop)
    {
        var arguments = new JsonObject
        {
            ["tool"] = wish.Tool,
            ["request"] = text,
            ["folder"] = wish.Folder,
            ["machine"] = wish.Machine,
            ["session"] = wish.Session,
            ["ask"] = wish.Ask,
            [IStandingAnswers.Argument] = always,
        };
        var request = OperationRequest.Create(Operation, JsonElement.Parse(arguments.ToJsonString()), HookKeys.Asker(wish.Machine), Door.Http, time);
        switch (await road.ExecuteAsync(request, null, stop))
        {
            case OperationOutcome.Waiting waiting:
                return waiting.Approval;
            case OperationOutcome.Refused refused when refused.Refusal.Kind is RefusalKind.Constitution:
                await AnswerAsync(wish.Ask, new JsonObject { ["behavior"] = "deny", ["message"] = $"HydraBot's law: {refused.Refusal.Message}" }.ToJsonString(), stop);
                return null;
            case OperationOutcome.Done:
                return null;
            default:
                await AnswerAsync(wish.Ask, AskStore.Closed, stop);
                return null;
        }
    }

    private async Task<PermissionState> StateAsync(string ask, CancellationToken cancellationToken) => await asks.FindAsync(ask, cancellationToken) switch
    {
        null or { Answer: AskStore.Closed } => PermissionState.Closed,
        { Answer: { } answer } => new PermissionState(PermissionStateKind.Answered, (JsonObject)JsonNode.Parse(answer)!),
        _ => PermissionState.Waiting,
    };

    private async Task<bool> AnswerAsync(string ask, string answer, CancellationToken cancellationToken)
    {
        var mine = await asks.AnswerAsync(ask, answer, cancellationToken);
        if (_changed.TryRemove(ask, out var changed))
            changed.TrySetResult();
        return mine;
    }
}
