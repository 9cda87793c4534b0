using System.Collections.Concurrent;
using HydraBot.Discord;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>Shows approvals in their channel with ✅ and ❌ to press, and follows each to its end.</summary>
internal sealed partial class ApprovalDoor(
    ChatClient chat,
    HomeGuild home,
    ApprovalPosts posts,
    ApprovalScreens screens,
    ReactionVotes reactions,
    TimeProvider time,
    ILogger<ApprovalDoor> logger) : IApprovalDoor
{
    private readonly ConcurrentDictionary<Guid, PacedProgress> _running = [];

    public async Task ShowAsync(Approval approval, CancellationToken cancellationToken)
    {
        await home.ReadyAsync(cancellationToken);
        var post = (await posts.OfAsync(approval.Id, cancellationToken)).FirstOrDefault(known => known.HasReactions)
            ?? await PostAsync(approval, cancellationToken);
        if (post is null)
            return;

        foreach (var emoji in new[] { ApprovalMessage.Yes, ApprovalMessage.No })
            await chat.Client.Rest.CreateReactionAsync(post.ChannelId, post.MessageId, emoji, cancellationToken);
        await reactions.CountAsync(post, cancellationToken);
    }

    public Task DecidedAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (approval.State != ApprovalState.Approved)
            screens.Close(approval.Id);
        return screens.ShowAsync(approval.Id, ApprovalMessage.Draw(approval), cancellationToken);
    }

    public async Task RemindAsync(Approval approval, CancellationToken cancellationToken)
    {
        var guild = await home.ReadyAsync(cancellationToken);
        var post = (await posts.OfAsync(approval.Id, cancellationToken)).FirstOrDefault(known => known.HasReactions);
        if (post is not null && guild is not null)
        {
            await chat.Client.Rest.CreateMessageAsync(
                post.ChannelId,
                CardMessage.Draw(ApprovalMessage.Reminder(approval, $"https://discord.com/channels/{guild.Id}/{post.ChannelId}/{post.MessageId}")),
                cancellationToken);
        }
    }

    public IProgress<OperationProgress> Progress(Approval approval) => _running.GetOrAdd(approval.Id, id => new PacedProgress(
        (progress, token) => screens.ShowAsync(id, ApprovalMessage.DrawProgress(approval, progress), token), time, logger));

    public async Task FinishedAsync(Approval approval, OperationOutcome outcome, CancellationToken cancellationToken)
    {
        if (_running.TryRemove(approval.Id, out var progress))
            await progress.DisposeAsync();
        await screens.ShowAsync(
            approval.Id, ApprovalMessage.DrawEnd(approval, OutcomeCard.Of(approval.Request.Operation, outcome)), cancellationToken);
        screens.Close(approval.Id);
    }

    private async Task<ApprovalPost?> PostAsync(Approval approval, CancellationToken cancellationToken)
    {
        if (home.ChannelFor(NoticeTopic.Approvals) is not { } channel)
        {
            LogNoChannel(approval.Id);
            return null;
        }

        // Posted, then cut off before the post was stored: the nonce gives us the same message again.
        var message = await chat.Client.Rest.CreateMessageAsync(
            channel.Id,
            ApprovalMessage.Draw(approval) with { Nonce = approval.Id.ToString("N")[..25], EnforceNonce = true },
            cancellationToken);
        var post = new ApprovalPost(approval.Id, message.ChannelId, message.Id, HasReactions: true);
        await posts.AddAsync(post, cancellationToken);
        return post;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Approval {ApprovalId} is not posted: the server has no channel as Discord:Channels:Approvals names it")]
    private partial void LogNoChannel(Guid approvalId);
}
