using System.Collections.Concurrent;
using HydraBot.Discord.Model;
using HydraBot.Governance.Approvals;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>Keeps every message of an approval on the same picture, whichever came first: the message or the change.</summary>
internal sealed class ApprovalScreens(ChatClient chat, ApprovalPosts posts, IApprovalStore approvals, ILogger<ApprovalScreen> logger)
{
    /// <summary>Closed screens that are kept for a message that is still on its way; older ones go.</summary>
    private const int ClosedKept = 64;

    private readonly ConcurrentDictionary<Guid, ApprovalScreen> _screens = [];
    private readonly ConcurrentQueue<Guid> _closed = [];

    /// <summary>A further message that shows the approval as pending.</summary>
    public async Task AddAsync(Approval approval, Snowflake channelId, Snowflake messageId, CancellationToken cancellationToken)
    {
        var post = new ApprovalPost(approval.Id, channelId, messageId, HasReactions: false);
        await posts.AddAsync(post, cancellationToken);
        var current = await approvals.FindAsync(approval.Id, cancellationToken);
        await Screen(approval.Id).AddAsync(
            post, current is { State: not ApprovalState.Pending } ? ApprovalMessage.Draw(current) : null, cancellationToken);
    }

    /// <summary>Shows something on all messages of the approval.</summary>
    public Task ShowAsync(Guid approvalId, MessagePayload message, CancellationToken cancellationToken) =>
        Screen(approvalId).ShowAsync(message, cancellationToken);

    /// <summary>Nothing more is to come.</summary>
    public void Close(Guid approvalId)
    {
        _closed.Enqueue(approvalId);
        while (_closed.Count > ClosedKept && _closed.TryDequeue(out var oldest))
            _screens.TryRemove(oldest, out _);
    }

    private ApprovalScreen Screen(Guid approvalId) =>
        _screens.GetOrAdd(approvalId, id => new ApprovalScreen(id, chat, posts, logger));
}
