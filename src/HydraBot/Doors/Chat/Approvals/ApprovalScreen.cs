using System.Diagnostics.CodeAnalysis;
using HydraBot.Discord;
using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Approvals;

/// <summary>The messages of one approval and what they show now.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim without a wait handle holds nothing to dispose of, and a late message may still come.")]
internal sealed partial class ApprovalScreen(Guid approvalId, ChatClient chat, ApprovalPosts posts, ILogger<ApprovalScreen> logger)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private MessagePayload? _now;

    /// <summary>A further message: it gets what the others show, or else <paramref name="otherwise"/>.</summary>
    public async Task AddAsync(ApprovalPost post, MessagePayload? otherwise, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if ((_now ?? otherwise) is { } now)
                await EditAsync(post, now, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task ShowAsync(MessagePayload message, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _now = message;
            foreach (var post in await posts.OfAsync(approvalId, cancellationToken))
                await EditAsync(post, message, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task EditAsync(ApprovalPost post, MessagePayload message, CancellationToken cancellationToken)
    {
        try
        {
            await chat.Client.Rest.EditMessageAsync(post.ChannelId, post.MessageId, message, cancellationToken);
        }
        catch (DiscordException exception)
        {
            // A deleted message must not keep the others from the news.
            LogNotShown(exception, approvalId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message of approval {ApprovalId} could not be edited")]
    private partial void LogNotShown(Exception exception, Guid approvalId);
}
