using HydraBot.Discord.Gateway.Events;
using HydraBot.Governance;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Notices;

/// <summary>Takes what a member's reaction below a notice asks for down the road, in that member's name.</summary>
internal sealed partial class NoticeReactions(
    ChatClient chat, HomeGuild home, MemberAccess access, NoticePosts posts, GovernedExecutor road, TimeProvider time, ILogger<NoticeReactions> logger)
{
    /// <summary>Listens, before the first connection.</summary>
    public void Open() => chat.Client.On<MessageReactionAdd>(PressedAsync);

    private async Task PressedAsync(MessageReactionAdd reaction, CancellationToken cancellationToken)
    {
        if (reaction.Emoji is not { Id: null, Name: { Length: > 0 } emoji } || !home.Is(reaction.GuildId) || reaction.Member?.User is not { Bot: false } user)
            return;
        if (await posts.OfMessageAsync(reaction.MessageId, cancellationToken) is not { } post || !post.Answers.TryGetValue(emoji, out var answer))
            return;

        var caller = access.Identify(user, reaction.Member, chat.Client.Cache) with { Channel = reaction.ChannelId.ToString() };
        var outcome = await road.ExecuteAsync(OperationRequest.Create(answer.Operation, answer.Arguments, caller, Door.Chat, time), null, cancellationToken);
        LogAnswered(caller.Name, emoji, post.Key, outcome.GetType().Name);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Member} pressed {Emoji} below {Key}: {Outcome}")]
    private partial void LogAnswered(string member, string emoji, string key, string outcome);
}
