using HydraBot.Discord;
using HydraBot.Discord.Model;
using HydraBot.Doors.Chat.Replies;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Notices;

/// <summary>Shows named notices: a message each, edited in place; made anew where it was deleted or is to ring.</summary>
internal sealed partial class NamedNotices(ChatClient chat, HomeGuild home, NoticePosts posts, ILogger<NamedNotices> logger)
{
    public async Task ShowAsync(Notice notice, CancellationToken cancellationToken)
    {
        var known = await posts.FindAsync(notice.Key, cancellationToken);
        if (home.ChannelFor(notice.Topic) is not { } channel)
        {
            LogNoChannel(notice.Topic);
            return;
        }

        var post = known is not null && !notice.Again && known.ChannelId == channel.Id && await EditAsync(known, notice, cancellationToken)
            ? known with { Answers = notice.Answers }
            : await PostAsync(channel.Id, notice, cancellationToken);
        if (notice.Pinned && !post.Pinned)
            post = post with { Pinned = await PinAsync(post, cancellationToken) };
        await posts.KeepAsync(post, cancellationToken);
        if (known is not null && known.MessageId != post.MessageId)
            await RetireAsync(known, cancellationToken);
        if (notice.Answers.Keys.FirstOrDefault() is { } offered && known?.MessageId != post.MessageId)
            await chat.Client.Rest.CreateReactionAsync(post.ChannelId, post.MessageId, offered, cancellationToken);
    }

    /// <returns>False when the message is not there any more.</returns>
    private async Task<bool> EditAsync(NoticePost known, Notice notice, CancellationToken cancellationToken)
    {
        try
        {
            // No files of before are kept: a picture that changed would stand below the new one.
            await chat.Client.Rest.EditMessageAsync(known.ChannelId, known.MessageId, CardMessage.Draw(notice.Card) with { Attachments = [] }, cancellationToken);
            return true;
        }
        catch (DiscordException exception)
        {
            LogNotEdited(exception, notice.Key);
            return await StandsAsync(known, cancellationToken);
        }
    }

    private async Task<bool> StandsAsync(NoticePost known, CancellationToken cancellationToken)
    {
        try
        {
            await chat.Client.Rest.GetMessageAsync(known.ChannelId, known.MessageId, cancellationToken);
            return true;
        }
        catch (DiscordException exception)
        {
            LogGone(exception, known.Key);
            return false;
        }
    }

    private async Task<NoticePost> PostAsync(Snowflake channelId, Notice notice, CancellationToken cancellationToken)
    {
        var message = await chat.Client.Rest.CreateMessageAsync(channelId, CardMessage.Draw(notice.Card), cancellationToken);
        return new NoticePost(notice.Key, message.ChannelId, message.Id, Pinned: false, notice.Answers);
    }

    private async Task<bool> PinAsync(NoticePost post, CancellationToken cancellationToken)
    {
        try
        {
            await chat.Client.Rest.PinMessageAsync(post.ChannelId, post.MessageId, cancellationToken: cancellationToken);
            return true;
        }
        catch (DiscordException exception)
        {
            // Without the right to pin it is shown all the same, and tried again with the next edit.
            LogNotPinned(exception, post.Key);
            return false;
        }
    }

    /// <summary>The message of before goes, so that one trouble is one message; a record of it is in the database.</summary>
    private async Task RetireAsync(NoticePost known, CancellationToken cancellationToken)
    {
        try
        {
            await chat.Client.Rest.DeleteMessageAsync(known.ChannelId, known.MessageId, cancellationToken: cancellationToken);
        }
        catch (DiscordException exception)
        {
            LogGone(exception, known.Key);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The server has no channel as Discord:Channels:{Topic} names it")]
    private partial void LogNoChannel(NoticeTopic topic);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The message of {Key} could not be edited")]
    private partial void LogNotEdited(Exception exception, string key);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The message of {Key} is not there any more")]
    private partial void LogGone(Exception exception, string key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The message of {Key} could not be pinned")]
    private partial void LogNotPinned(Exception exception, string key);
}
